# SPDX-License-Identifier: Apache-2.0
"""Nonce keys change on two servers that take turns to restart, while clients go on calling."""

import itertools
import threading
import time
from collections import Counter

import pytest

from client import Session, ask, unb64
from host import READ, Host, command, free_port
from logs import logged

RATE = 200
CLIENTS = 16


class Pair:
    """Two servers behind one origin, and what a load balancer knows of them."""

    def __init__(self, folder):
        self.folder, self.keys = folder, folder / "nonces"
        self.keygen()
        self.first = Host(folder / "0", nonce_file=self.keys, nodes=2)
        self.numbers = itertools.count(1)
        self.live = [self.first.start()]
        self.live.append(self.another())
        self.changed, self.running = threading.Condition(), Counter()

    def keygen(self, *flags):
        done = command("keygen", *flags, self.keys)
        assert done.returncode == 0, done.stderr

    def another(self):
        host = Host(self.folder / str(next(self.numbers)), **self.first.settings)
        host.issuer, host.port = self.first.issuer, free_port()
        host.settings["port"] = host.port
        return host.start()

    def restart_in_turn(self):
        """Each server is replaced by one that reads the keys anew, and ends when its last call is over."""
        for position, old in enumerate(list(self.live)):
            new = self.another()
            with self.changed:
                self.live[position] = new
                assert self.changed.wait_for(lambda: not self.running[old.port], 30)
            assert old.stop() == 0

    def call(self, turn, *request):
        with self.changed:
            port = self.live[turn % 2].port
            self.running[port] += 1
        try:
            return ask(port, *request)
        finally:
            with self.changed:
                self.running[port] -= 1
                self.changed.notify_all()

    def kill(self):
        for host in self.live:
            host.kill()


@pytest.fixture
def pair(tmp_path):
    pair = Pair(tmp_path)
    try:
        yield pair
    finally:
        pair.kill()


class Load:
    """Sixteen clients that call both servers in turn, 200 times a second in all, each with the nonce it got last."""

    def __init__(self, pair):
        self.pair, self.answers, self.over = pair, [], threading.Event()
        self.threads = [threading.Thread(target=self.client, args=(number,)) for number in range(CLIENTS)]

    def client(self, number):
        session = Session(self.pair.first).fetch_nonce()
        start = time.monotonic() + number / RATE
        for turn in itertools.count():
            if self.over.wait(max(0, start + turn * CLIENTS / RATE - time.monotonic())):
                return
            try:
                answer = self.pair.call(turn, "GET", f"/xrpc/{READ}", session.headers("GET", READ))
                session.nonce = answer.field("dpop-nonce") or session.nonce
                self.answers.append((answer.status, answer.error if answer.status != 200 else None))
            except Exception as failure:
                self.answers.append((0, repr(failure)))

    def __enter__(self):
        self.started = time.monotonic()
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.wait_for(self.answered + RATE)
        self.over.set()
        for thread in self.threads:
            thread.join(30)
        self.seconds = time.monotonic() - self.started

    @property
    def answered(self):
        return len(self.answers)

    def wait_for(self, count):
        deadline = time.monotonic() + 60
        while self.answered < count:
            assert time.monotonic() < deadline, f"{self.answered} answers"
            self.over.wait(0.01)


def key_number(nonce):
    return unb64(nonce)[1]


def signing_keys(pair):
    """The numbers of the keys by which the two servers make nonces."""
    numbers = []
    for host in pair.live:
        session = Session(pair.first)
        answer = ask(host.port, "GET", f"/xrpc/{READ}", session.headers("GET", READ, nonce="none"))
        numbers.append(key_number(answer.field("dpop-nonce")))
    return numbers


def test_no_call_fails_and_none_is_challenged_while_the_keys_of_two_servers_change(pair):
    old = Session(pair.first).fetch_nonce()
    with Load(pair) as load:
        load.wait_for(RATE)
        pair.keygen("--standby")
        pair.restart_in_turn()
        assert signing_keys(pair) == [1, 1]
        pair.keygen("--activate")
        pair.restart_in_turn()
        assert signing_keys(pair) == [2, 2]
    assert Counter(load.answers) == {(200, None): load.answered}
    print(f"{load.answered} calls, {load.answered / load.seconds:.0f} a second")
    assert load.answered > 3 * RATE
    answer = ask(pair.live[0].port, "GET", f"/xrpc/{READ}", old.headers("GET", READ))
    assert answer.status == 200 and key_number(old.nonce) == 1 and key_number(answer.field("dpop-nonce")) == 2


def test_a_key_that_was_removed_is_unknown_and_the_client_is_challenged(pair):
    old = Session(pair.first).fetch_nonce()
    pair.keygen()
    newest, _, _ = pair.keys.read_text().splitlines()
    pair.keys.write_text(newest + "\n")
    pair.restart_in_turn()
    host = pair.live[0]
    answer = ask(host.port, "GET", f"/xrpc/{READ}", old.headers("GET", READ))
    assert (answer.status, answer.error) == (401, "use_dpop_nonce")
    assert logged(host, answer)["reason"] == "nonce-unknown"
    old.nonce = answer.field("dpop-nonce")
    assert ask(host.port, "GET", f"/xrpc/{READ}", old.headers("GET", READ)).status == 200


def test_without_a_standby_key_servers_challenge_each_other_s_clients(pair):
    """Why a rotation over several servers has two steps: after one, some know a key that others do not."""
    pair.keygen()
    pair.live[0].stop()
    pair.live[0] = pair.another()
    session = Session(pair.first)
    answer = ask(pair.live[0].port, "GET", f"/xrpc/{READ}", session.headers("GET", READ, nonce="none"))
    session.nonce = answer.field("dpop-nonce")
    assert ask(pair.live[1].port, "GET", f"/xrpc/{READ}", session.headers("GET", READ)).error == "use_dpop_nonce"
