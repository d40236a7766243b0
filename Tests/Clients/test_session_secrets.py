# SPDX-License-Identifier: Apache-2.0
"""With every kind of session at work at log level trace, no secret is in a log, a database or a wrong answer."""

import pytest

from audit import query
from client import Session, ask, bearer
from fake_server import Reply
from forge import DROP
from host import GROUP, MINT, READ, Host
from identity_fakes import Directory, identity_settings, present
from issuer_fakes import SCOPE, BoundSession, Entryway, Introspection, SharedPds
from logs import entries

CREATE = GROUP + "createWidgetToken"


class Witness:
    """Does the work, and notes each secret and each answer."""

    def __init__(self, folder):
        self.directory = Directory().start()
        self.introspection, self.entryway = Introspection(folder).start(), Entryway(folder).start()
        self.pds = SharedPds(folder)
        self.host = Host(
            folder / "host", log_level="trace", **identity_settings(self.directory), **self.introspection.settings,
            **self.entryway.settings, **self.pds.settings)
        self.keys = [self.introspection.secret, self.pds.secret]
        self.jwts, self.tokens, self.answers = [], [], []

    def stop(self):
        self.host.kill()
        for server in (self.directory, self.introspection, self.entryway):
            server.stop()

    def hear(self, answer):
        self.answers.append(answer)
        if answer.status == 200 and "token" in answer.json:
            self.tokens.append(answer.json["token"])
        return answer

    def service(self, account, nsid=MINT, verb="POST", **claims):
        token = account.service_jwt(nsid, **claims)
        self.jwts.append(token)
        return [self.hear(present(self.host, token, verb, nsid)) for _ in range(2)]

    def bound(self, session):
        """Right and wrong calls with one access token."""
        self.jwts.append(session.token)
        session.fetch_nonce()
        for claims in ({}, {"htm": "PUT"}, {"ath": "x"}, {"iat": 1}, {"nonce": session.token[:40]}):
            headers = session.headers("POST", MINT, **claims)
            self.jwts.append(headers[1][1])
            for _ in range(2):
                self.hear(ask(self.host.port, "POST", f"/xrpc/{MINT}", headers))
        self.hear(ask(self.host.port, "POST", f"/xrpc/{MINT}", bearer(session.token)))
        self.hear(ask(self.host.port, "GET", f"/xrpc/{READ}?t={session.token}"))
        self.hear(ask(self.host.port, "GET", f"/xrpc/{session.token}", bearer(session.token)))
        self.hear(ask(self.host.port, "GET", f"/xrpc/{READ}", [("Authorization", session.token)]))

    def work(self):
        host = self.host
        for curve in ("secp256k1", "P-256"):
            account = self.directory.add(curve=curve)
            self.service(account)
            self.service(account, READ, "GET")
            for claims in (
                {"aud": "did:web:other.example"}, {"exp": 1}, {"lxm": READ}, {"jti": DROP}, {"aud": DROP},
                {"iss": "did:web:127.0.0.1"}, {"exp": 4_000_000_000},
            ):
                self.service(account, **claims)
            self.service(account, key=account.rotate())  # the copy of the document is still fresh
            stranger = self.directory.add()
            self.directory.spoil(Reply(b"", 500))
            self.service(stranger)
            self.directory.spoil(None)
        for session in (
            Session(host), self.introspection.issue(BoundSession(host)), self.entryway.issue(BoundSession(host)),
            self.entryway.issue(BoundSession(host), scope=self.entryway.refer(SCOPE)),
            self.entryway.issue(BoundSession(host), aud="did:web:other.example"),
            self.introspection.issue(BoundSession(host), active=False),
            self.pds.issue(BoundSession(host)), self.pds.issue(BoundSession(host), expires=-1),
            self.pds.issue(BoundSession(host), secret="0" * 64),
        ):
            self.bound(session)
        self.introspection.spoil(Reply(b"", 500))
        self.bound(self.introspection.issue(BoundSession(host)))
        self.entryway.spoil(Reply(b"", 500))
        self.bound(self.entryway.issue(BoundSession(host), scope=self.entryway.refer(SCOPE)))
        return self

    def needles(self):
        for key in self.keys:
            yield "a key", key
        for token in self.tokens:
            yield "a widget token", token
            yield "the secret of a widget token", token[28:71]
        for jwt in self.jwts:
            yield "a session token or proof", jwt
            if jwt.count(".") == 2:
                yield "the signature of a session token or proof", jwt.rsplit(".", 1)[1]
                yield "the claims of a session token or proof", jwt.split(".")[1]


@pytest.fixture(scope="module")
def witness(tmp_path_factory):
    witness = Witness(tmp_path_factory.mktemp("session-secrets"))
    try:
        witness.host.start()
        yield witness.work()
    finally:
        witness.stop()


def test_enough_was_done_to_be_worth_a_search(witness):
    assert len(witness.tokens) == 9 and len(set(witness.jwts)) == 88
    verifiers = {entry.get("verifier") for entry in entries(witness.host)} - {None}
    assert verifiers == {"local-as", "introspection", "entryway", "pds-shared", "service-auth"}
    assert len({entry.get("reason") for entry in entries(witness.host)} - {None}) >= 20


@pytest.mark.parametrize("moment", ["running", "stopped"])
def test_no_secret_is_in_any_log_or_database_file(witness, moment):
    if moment == "stopped":
        assert witness.host.stop() == 0
    files = [path for path in witness.host.directory.rglob("*") if path.is_file()]
    assert len(files) >= 4
    for path in files:
        data = path.read_bytes()
        found = {what for what, text in witness.needles() if text.encode() in data}
        assert not found, f"{path.name} holds {found}"


def test_no_answer_but_the_one_that_hands_it_out_names_a_secret(witness):
    for answer in witness.answers:
        everything = answer.body + repr(answer.fields).encode()
        for what, text in witness.needles():
            if text.encode() in everything:
                assert answer.status == 200 and text in answer.json["token"], (what, answer)


def test_no_row_of_a_token_holds_a_part_of_a_session(witness):
    rows = query(witness.host.database, "SELECT * FROM token")
    assert len(rows) == 9
    assert not [cell for row in rows for cell in row if isinstance(cell, str) and "eyJ" in cell]
