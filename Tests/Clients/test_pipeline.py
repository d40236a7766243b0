# SPDX-License-Identifier: Apache-2.0
"""Several requests in one segment: a bad one must not take the answer of a good one."""

import pytest

from client import Connection

GOOD = b"GET /xrpc/_health HTTP/1.1\r\nHost: a\r\n\r\n"
BAD = [
    ("garbage", b"GARBAGE\r\n\r\n"), ("no host", b"GET /xrpc/_health HTTP/1.1\r\n\r\n"),
    ("absolute form", b"GET http://a/xrpc/_health HTTP/1.1\r\nHost: a\r\n\r\n"),
    ("two lengths", b"POST /xrpc/a.b.c HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"),
]


@pytest.mark.parametrize("name, bad", BAD, ids=[name for name, _ in BAD])
@pytest.mark.parametrize("count", [1, 3])
def test_good_requests_are_answered_before_a_bad_one_ends_the_connection(host, name, bad, count):
    with Connection(host.port, timeout=5) as connection:
        connection.send(GOOD * count + bad)
        answers = [connection.receive() for _ in range(count + 1)]
    assert [answer.status for answer in answers] == [200] * count + [400]
    assert answers[-1].error == "InvalidRequest"


def test_a_closing_connection_is_closed_whatever_the_case_of_the_word(host):
    with Connection(host.port, timeout=5) as connection:
        connection.send(b"GET /xrpc/_health HTTP/1.1\r\nHost: a\r\nConnection: Close\r\n\r\n")
        assert connection.receive().status == 200
        assert connection.socket.recv(1) == b""
