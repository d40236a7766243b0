# SPDX-License-Identifier: Apache-2.0
"""After a day's work at log level trace, no secret is anywhere but in the answers that hand tokens out."""

import json
import time

import pytest

from audit import check_chain, query
from client import Connection, Session, ask, bearer, read, token_id
from forge import Forgery
from host import GROUP, INBOX, MINT, READ, Host, command

REVOKE = GROUP + "revokeWidgetToken"


class Witness:
    """Does the work, and notes each secret and each answer that was allowed to name it."""

    def __init__(self, host):
        self.host = host
        self.tokens, self.jwts, self.answers = [], [], []

    def hear(self, answer, hands_out=False):
        self.answers.append((answer, hands_out))
        if hands_out:
            assert answer.status == 200, answer
            assert "no-store" in answer.field("cache-control")
            self.tokens.append(answer.json["token"])
        return answer

    def session(self):
        session = Session(self.host)
        self.jwts.append(session.token)
        headers = session.headers

        def noted(*arguments, **claims):
            made = headers(*arguments, **claims)
            self.jwts.append(made[1][1])
            return made
        session.headers = noted
        return session


@pytest.fixture(scope="module")
def witness(tmp_path_factory):
    host = Host(tmp_path_factory.mktemp("secrets"), log_level="trace")
    witness = Witness(host.start())
    try:
        work(witness)
        time.sleep(0.2)
        witness.running = contents(host)
        assert host.stop() == 0
        witness.stopped = contents(host)
        yield witness
    finally:
        host.kill()


def work(witness):
    host, hear = witness.host, witness.hear
    for _ in range(10):
        session = witness.session()
        token = hear(session.call("POST", "mintWidgetToken"), True).json["token"]
        web = hear(session.create(origins=["https://a.example.com"], label="Web"), True).json["token"]
        hear(read(host, token))
        hear(read(host, web, ("Origin", "https://a.example.com")))
        hear(read(host, web, ("Origin", "https://evil.test")))
        hear(read(host, token, nsid=INBOX))
        hear(read(host, token[:-1] + "!"))
        hear(read(host, token[:70] + ("a" if token[70] != "a" else "b") + token[71:]))
        for path in (f"/xrpc/{READ}?t={token}", f"/{token}", f"/xrpc/{token}", f"/xrpc/{READ}?t=%64pwt%5F{token[5:]}"):
            hear(ask(host.port, "GET", path, bearer(token)))
        hear(ask(host.port, "GET", f"/xrpc/{READ}", [("Authorization", f"Basic {token}")]))
        hear(ask(host.port, "GET", f"/xrpc/{READ}", [("Authorization", f"DPoP {token}")]))
        hear(ask(host.port, "GET", f"/xrpc/{READ}", [("Authorization", token)]))
        hear(ask(host.port, "GET", f"/xrpc/{READ}", bearer(session.token)))
        hear(ask(host.port, "GET", f"/xrpc/{READ}", [("Cookie", f"t={token}"), ("Referer", f"https://a/?t={token}")]))
        headers = session.headers("POST", MINT)
        hear(ask(host.port, "POST", f"/xrpc/{MINT}", headers), True)
        hear(ask(host.port, "POST", f"/xrpc/{MINT}", headers))
        for spoil in (dict(htm="get"), dict(htu="https://a/" + session.token[:60]), dict(nonce="x"), dict(iat=1), dict(ath="x")):
            hear(ask(host.port, "POST", f"/xrpc/{MINT}", session.headers("POST", MINT, **spoil)))
        forgery = Forgery(session, "GET", READ)
        forgery.token.set(aud="did:web:other")
        forgery.on_proof = lambda text: witness.jwts.append(text) or [text]
        hear(forgery.send())
        hear(session.call("GET", "listWidgetTokens"))
        hear(session.call("GET", "getWidgetToken", query=f"?id={token_id(token)}"))
        for body in ({"token": token, "all": True}, {"id": token[:27]}, {"label": token}, {"token": token + "x"}):
            hear(session.call("POST", "revokeWidgetToken", body))
        json_type = [("Content-Type", "application/json")]
        hear(ask(host.port, "POST", f"/xrpc/{REVOKE}", json_type, b'{"token":"%s"' % token.encode()))
        hear(ask(host.port, "POST", f"/xrpc/{REVOKE}", json_type, b'{"token":"%s"}' % token.encode()))
        hear(read(host, token))
        with Connection(host.port) as connection:
            connection.send(f"GET /xrpc/{READ} HTTP/1.1\r\nAuthorization: Bearer {web}\r\nbroken\r\n\r\n".encode())
            hear(connection.receive())
    made = command("token", "mint", *host.flags, "--did", "did:web:operator.test", "--json")
    witness.tokens.append(json.loads(made.stdout)["token"])
    listed = command("token", "list", *host.flags, "--json")
    assert listed.returncode == 0 and not any(token in listed.stdout + listed.stderr for token in witness.tokens)


def contents(host):
    files = [path for path in host.directory.rglob("*") if path.is_file() and path.name not in ("jwks.json",)]
    return {path.name: path.read_bytes() for path in files}


def needles(witness):
    for token in witness.tokens:
        yield "a widget token", token
        yield "the secret of a widget token", token[28:71]
    for jwt in witness.jwts:
        yield "a session token or proof", jwt
        yield "the signature of a session token or proof", jwt.rsplit(".", 1)[1]
        yield "the claims of a session token or proof", jwt.split(".")[1]


def test_enough_was_done_to_be_worth_a_search(witness):
    assert len(set(witness.tokens)) == 31
    assert len(set(witness.jwts)) > 150
    log = witness.stopped["err-1"]
    assert len(log.splitlines()) > 300
    assert {"tokens.sqlite", "tokens.sqlite-wal", "tokens.sqlite-shm", "err-1", "out-1"} <= set(witness.running)


@pytest.mark.parametrize("moment", ["running", "stopped"])
def test_no_secret_is_in_any_log_or_database_file(witness, moment):
    for name, data in getattr(witness, moment).items():
        if name == "pepper":
            continue
        found = {what for what, text in needles(witness) if text.encode() in data}
        assert not found, f"{name} holds {found}"


def test_no_secret_is_in_an_audit_row_or_any_other_row(witness):
    path = witness.host.database
    cells = []
    for (table,) in query(path, "SELECT name FROM sqlite_schema WHERE type = 'table'"):
        for row in query(path, f'SELECT * FROM "{table}"'):
            cells += [cell.decode("latin-1") if isinstance(cell, bytes) else str(cell) for cell in row]
    text = "\n".join(cells)
    assert check_chain(path) > 45
    assert not {what for what, needle in needles(witness) if needle in text}


def test_no_answer_but_the_one_that_hands_it_out_names_a_token(witness):
    for answer, hands_out in witness.answers:
        everything = answer.body + repr(answer.fields).encode()
        for what, text in needles(witness):
            if text.encode() in everything:
                assert hands_out and answer.json["token"].count(text) == 1, (what, answer)


def test_the_key_of_the_database_is_nowhere_else(witness):
    key = witness.stopped["pepper"].split(b":")[1].strip()
    for name, data in witness.stopped.items():
        assert name == "pepper" or key not in data


def test_the_database_is_readable_by_its_owner_only(witness):
    for path in witness.host.directory.glob("tokens.sqlite*"):
        assert path.stat().st_mode & 0o077 == 0, path.name


def test_every_log_line_is_one_json_object(witness):
    for line in witness.stopped["err-1"].splitlines():
        assert {"time", "level", "message"} <= set(json.loads(line))


@pytest.fixture(scope="module")
def clumsy(tmp_path_factory):
    """The database after a client that puts its token and far too much text into the wrong headers."""
    host = Host(tmp_path_factory.mktemp("clumsy"))
    try:
        session = Session(host.start())
        token = session.mint()
        session.mint(extra=[("User-Agent", f"widget/1 {token}")])
        assert read(host, token, ("Origin", f"https://{token}")).status == 403
        for _ in range(10):
            assert read(host, token, ("Origin", "https://" + "a" * 25_000)).status == 403
        assert host.stop() == 0
        yield host, token
    finally:
        host.kill()


@pytest.mark.parametrize("column, table", [("created_ua", "token"), ("ua", "audit"), ("origin", "audit")])
def test_a_token_in_a_header_where_it_does_not_belong_is_not_stored(clumsy, column, table):
    host, token = clumsy
    cells = [row[0] for row in query(host.database, f"SELECT {column} FROM {table} WHERE {column} IS NOT NULL")]
    assert not [cell for cell in cells if token in cell]


def test_a_huge_origin_does_not_swell_the_audit_trail(clumsy):
    host, _ = clumsy
    [(longest,)] = query(host.database, "SELECT coalesce(max(length(origin)), 0) FROM audit")
    assert longest <= 512
