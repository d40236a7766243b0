# SPDX-License-Identifier: Apache-2.0
"""SIGTERM ends the server without cutting a request short."""

import signal
import socket

import pytest

from client import Connection, Session, compact_json
from host import GROUP, Host


@pytest.fixture
def server(tmp_path):
    host = Host(tmp_path)
    try:
        yield host.start()
    finally:
        host.kill()


def test_an_idle_server_ends_at_once_with_code_0(server):
    assert server.stop() == 0


def test_a_request_in_flight_is_answered_before_the_end(server):
    session = Session(server).fetch_nonce()
    nsid = GROUP + "createWidgetToken"
    body = compact_json({"label": "late"}).encode()
    fields = [*session.headers("POST", nsid), ("Content-Type", "application/json"), ("Content-Length", str(len(body)))]
    head = "\r\n".join([f"POST /xrpc/{nsid} HTTP/1.1", f"Host: 127.0.0.1:{server.port}", *(f"{n}: {v}" for n, v in fields)])
    with Connection(server.port) as connection:
        connection.send(head.encode() + b"\r\n\r\n" + body[:5])
        wait_until_read(server)
        server.process.send_signal(signal.SIGTERM)
        wait_until_refused(server)
        connection.send(body[5:])
        answer = connection.receive("POST")
    assert answer.status == 200, answer
    assert server.process.wait(15) == 0


def wait_until_read(server):
    """Another request on another connection, so that the first one has surely been taken up."""
    with Connection(server.port) as connection:
        assert connection.request("GET", "/xrpc/_health").status == 200


def wait_until_refused(server):
    for _ in range(1000):
        try:
            socket.create_connection(("127.0.0.1", server.port), timeout=1).close()
        except OSError:
            return
    raise AssertionError("the server still takes connections after SIGTERM")
