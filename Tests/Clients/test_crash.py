# SPDX-License-Identifier: Apache-2.0
"""The server is killed in the midst of work, again and again; what it has acknowledged must hold."""

import os
import random
import subprocess
import threading
import time

import pytest

from audit import check_chain, check_events, query
from client import Connection, NoAnswer, Session, ask, read, token_id
from host import MINT, Host, binary, command

ROUNDS = int(os.environ.get("CRASH_ROUNDS", "50"))
WORKERS = 4


class Worker(threading.Thread):
    """One account that mints and revokes until the connection breaks, and keeps book of what was acknowledged."""

    def __init__(self, host):
        super().__init__()
        self.host = host
        self.live, self.revoked, self.unsure, self.faults = set(), set(), set(), []

    def run(self):
        session = Session(self.host)
        try:
            with Connection(self.host.port, timeout=5) as connection:
                self.work(session, connection)
        except (OSError, NoAnswer):
            pass

    def work(self, session, connection):
        while len(self.live) < 20:
            answer = session.call("POST", "mintWidgetToken", connection=KeptOpen(connection))
            if answer.status != 200:
                self.faults.append(answer)
                return
            token = answer.json["token"]
            self.live.add(token)
            if random.random() < 0.6:
                self.unsure.add(token)
                self.live.discard(token)
                answer = session.call(
                    "POST", "revokeWidgetToken", {"id": token_id(token)}, connection=KeptOpen(connection))
                if answer.status != 200 or answer.json != {"revoked": 1}:
                    self.faults.append(answer)
                    return
                self.unsure.discard(token)
                self.revoked.add(token)


class KeptOpen:
    """Lends a connection to a call that would close it."""

    def __init__(self, connection):
        self.connection = connection

    def __enter__(self):
        return self.connection

    def __exit__(self, *_):
        pass


def check_books(host, live, revoked, unsure):
    with Connection(host.port) as connection:
        for token in live:
            answer = read(host, token, connection=connection)
            assert answer.status == 200, f"an acknowledged mint is lost: {answer}"
        for token in revoked:
            answer = read(host, token, connection=connection)
            assert (answer.status, answer.error) == (401, "widget_token_revoked"), f"a revocation is lost: {answer}"
        for token in unsure:
            answer = read(host, token, connection=connection)
            assert answer.status == 200 or answer.error == "widget_token_revoked", answer


def test_whatever_was_acknowledged_survives_every_kill(tmp_path):
    host = Host(tmp_path, log_level="notice")
    live, revoked, unsure = [], [], []
    try:
        host.start()
        for number in range(ROUNDS):
            workers = [Worker(host) for _ in range(WORKERS)]
            for worker in workers:
                worker.start()
            time.sleep(random.uniform(0.03, 0.25))
            host.kill()
            for worker in workers:
                worker.join(10)
                assert not worker.is_alive() and not worker.faults, (number, worker.faults)
            host.start()
            books = [[token for worker in workers for token in getattr(worker, name)] for name in ("live", "revoked", "unsure")]
            check_books(host, *books)
            for ledger, page in zip((live, revoked, unsure), books):
                ledger += page
        assert ask(host.port, "GET", "/xrpc/_health").status == 200
        assert len(live) > ROUNDS and len(revoked) > ROUNDS
        check_books(host, live, revoked, unsure)
        assert check_chain(host.database) >= len(live) + 2 * len(revoked)
        check_events(host.database)
        known = {token[6:28] for token in live + revoked + unsure}
        rows = {row[0] for row in query(host.database, "SELECT id FROM token")}
        assert known <= rows and len(rows - known) <= ROUNDS * WORKERS
        assert query(host.database, "PRAGMA integrity_check") == [("ok",)]
    finally:
        host.kill()


def test_a_spent_proof_stays_spent_across_a_kill(tmp_path):
    assert command("keygen", tmp_path / "nonces").returncode == 0
    host = Host(tmp_path, nonce_file=tmp_path / "nonces")
    try:
        session = Session(host.start()).fetch_nonce()
        headers = session.headers("POST", MINT)
        unspent = session.headers("POST", MINT)
        assert ask(host.port, "POST", f"/xrpc/{MINT}", headers).status == 200
        host.kill()
        host.start()
        assert ask(host.port, "POST", f"/xrpc/{MINT}", headers).error == "invalid_dpop_proof"
        assert ask(host.port, "POST", f"/xrpc/{MINT}", unspent).status == 200
        assert query(host.database, "SELECT count(*) FROM token") == [(2,)]
    finally:
        host.kill()


def closed_pipe():
    reading, writing = os.pipe()
    os.close(reading)
    return writing


LOG_SINKS = {"a full disk": lambda: os.open("/dev/full", os.O_WRONLY), "a pipe that nobody reads any more": closed_pipe}


@pytest.mark.parametrize("sink", LOG_SINKS)
def test_a_log_that_cannot_be_written_does_not_end_the_server(tmp_path, sink):
    host = Host(tmp_path)
    log = LOG_SINKS[sink]()
    process = subprocess.Popen([binary(), "serve", *host.flags], stdout=subprocess.DEVNULL, stderr=log)
    os.close(log)
    try:
        deadline = time.monotonic() + 3
        answers = []
        while len(answers) < 3 and time.monotonic() < deadline and process.poll() is None:
            try:
                answers.append(ask(host.port, "GET", "/xrpc/_health").status)
            except (OSError, NoAnswer):
                time.sleep(0.05)
        assert answers == [200, 200, 200], f"exit code {process.poll()}, answers {answers}"
    finally:
        process.kill()
        process.wait(10)
