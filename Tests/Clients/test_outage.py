# SPDX-License-Identifier: Apache-2.0
"""The store stops working under a running server: mints are refused soon, reads go on, and it mends by itself."""

import resource
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from audit import check_chain, query
from client import Connection, Session, ask, bearer, read
from fake_server import until
from host import MINT, READ, Host
from identity_fakes import identity_settings

MINTERS = 8


class Locked:
    """Another process holds the write lock and does not let go."""

    def __init__(self, host):
        self.database = sqlite3.connect(host.database, isolation_level=None)
        self.database.execute("BEGIN IMMEDIATE")

    def end(self):
        self.database.close()


class Full:
    """No file of the server may grow, and none be written, as on a disk that is full."""

    def __init__(self, host):
        self.pid = host.process.pid
        self.limits = resource.prlimit(self.pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))

    def end(self):
        resource.prlimit(self.pid, resource.RLIMIT_FSIZE, self.limits)


@pytest.fixture(scope="module")
def host(tmp_path_factory, directory):
    host = Host(tmp_path_factory.mktemp("outage"), max_active_tokens=1000, **identity_settings(directory))
    try:
        yield host.start()
    finally:
        host.kill()


def sessions(host, directory):
    """What asks for tokens: proofs and service tokens in turn."""
    asks = []
    for number in range(MINTERS):
        if number % 2:
            asks.append(lambda account=directory.add(): bearer(account.service_jwt()))
        else:
            asks.append(lambda session=Session(host).fetch_nonce(): session.headers("POST", MINT))
    return asks


def timed(host, verb, nsid, headers):
    started = time.monotonic()
    with Connection(host.port, timeout=20) as connection:
        answer = connection.request(verb, f"/xrpc/{nsid}", headers)
    return answer, time.monotonic() - started


def mint_all(host, asks):
    headers = [each() for each in asks]
    with ThreadPoolExecutor(MINTERS) as pool:
        return list(pool.map(lambda each: timed(host, "POST", MINT, each), headers)), headers


def not_refused(host, headers):
    answer = ask(host.port, "POST", f"/xrpc/{MINT}", headers)
    return None if answer.status == 503 else answer


@pytest.mark.parametrize("outage", [Locked, Full], ids=lambda kind: kind.__name__.lower())
def test_an_outage_of_the_store_mints_nothing_lets_reads_go_on_and_ends_by_itself(host, directory, outage):
    asks, kept = sessions(host, directory), Session(host).mint()
    assert {answer.status for answer, _ in mint_all(host, asks)[0]} == {200}, "each account is known before"
    minted = query(host.database, "SELECT count(*) FROM token")
    trouble = outage(host)
    try:
        refused, headers = mint_all(host, asks)
        proven, _ = timed(host, "GET", READ, Session(host).fetch_nonce().headers("GET", READ))
        reads = [timed(host, "GET", READ, bearer(kept)) for _ in range(50)]
    finally:
        trouble.end()
    assert {(answer.status, answer.error) for answer, _ in refused} == {(503, "widget_store_unavailable")}
    assert all(int(answer.field("retry-after")) >= 1 for answer, _ in refused)
    assert proven.status == 503, "a proof that cannot be remembered is not accepted"
    assert {answer.status for answer, _ in reads} == {200}
    assert query(host.database, "SELECT count(*) FROM token") == minted
    slowest = max(seconds for _, seconds in refused)
    print(f"{outage.__name__}: slowest refusal {slowest * 1000:.0f} ms, slowest read "
          f"{max(seconds for _, seconds in reads) * 1000:.0f} ms")
    assert slowest < 2, "the design says 0.3 s; a loaded machine may take longer, a queue of waits must not"

    # The same process, and the very credentials that were refused, since nothing spent them.
    mended = [until(lambda each=each: not_refused(host, each)) for each in headers]
    assert {answer.status for answer in mended} == {200}
    assert query(host.database, "SELECT count(*) FROM token") == [(minted[0][0] + MINTERS,)]
    for each in headers:
        assert ask(host.port, "POST", f"/xrpc/{MINT}", each).status == 401, "now it is spent"
    assert read(host, kept).status == 200
    check_chain(host.database)
    assert host.process.poll() is None
