# SPDX-License-Identifier: Apache-2.0

import pytest

from host import Host, binary
from identity_fakes import Directory


def pytest_sessionstart(session):
    try:
        binary()
    except AssertionError as error:
        raise pytest.UsageError(str(error)) from error


@pytest.fixture(scope="module")
def host(tmp_path_factory):
    """A server for the tests of one file."""
    host = Host(tmp_path_factory.mktemp("host"), max_active_tokens=1000)
    try:
        yield host.start()
    finally:
        host.kill()


@pytest.fixture(scope="module")
def directory():
    """A PLC directory for the tests of one file."""
    with Directory() as directory:
        yield directory
