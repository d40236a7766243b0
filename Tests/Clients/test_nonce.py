# SPDX-License-Identifier: Apache-2.0
"""Nonces of this server: the challenge, the second round trip, and one on every answer to a proof."""

import re
import time

import pytest

from client import Connection, Session, access_token, ask, bearer, compact_json
from host import GROUP, INBOX, MINT, READ, Host
from identity_fakes import Directory, identity_settings, present
from issuer_fakes import BoundSession, Introspection
from logs import logged

NONCE = re.compile(r"[\x21\x23-\x5B\x5D-\x7E]{30}")
JSON = ("Content-Type", "application/json")


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with Introspection(tmp_path_factory.mktemp("introspection")) as server:
        yield server


@pytest.fixture(scope="module")
def host(tmp_path_factory, server):
    host = Host(tmp_path_factory.mktemp("nonce"), mints_per_hour=2, mints_per_day=2, **server.settings)
    try:
        yield host.start()
    finally:
        host.kill()


CALLS = [("POST", MINT, None), ("POST", GROUP + "createWidgetToken", {}), ("GET", GROUP + "listWidgetTokens", None),
         ("GET", READ, None), ("GET", INBOX, None)]


@pytest.mark.parametrize("given", [{}, {"nonce": "unknown"}], ids=["without", "unknown"])
@pytest.mark.parametrize("verb, nsid, body", CALLS, ids=[nsid.rsplit(".", 1)[1] for _, nsid, _ in CALLS])
def test_a_call_without_a_good_nonce_succeeds_in_exactly_two_round_trips(host, verb, nsid, body, given):
    session = Session(host)
    data = compact_json(body).encode() if body is not None else None
    headers = session.headers(verb, nsid, jti="once", **given)
    first = ask(host.port, verb, f"/xrpc/{nsid}", [*headers, JSON] if data else headers, data)
    assert (first.status, first.error) == (401, "use_dpop_nonce"), first
    challenge = first.all("www-authenticate")[0]
    assert challenge.startswith("DPoP ") and 'error="use_dpop_nonce"' in challenge
    [nonce] = first.all("dpop-nonce")
    assert NONCE.fullmatch(nonce)
    exposed = {name.strip() for name in first.field("access-control-expose-headers").split(",")}
    assert {"DPoP-Nonce", "WWW-Authenticate"} <= exposed
    assert "no-store" in first.field("cache-control")
    session.nonce = nonce
    headers = session.headers(verb, nsid, jti="once")
    second = ask(host.port, verb, f"/xrpc/{nsid}", [*headers, JSON] if data else headers, data)
    assert second.status == 200, second
    [again] = second.all("dpop-nonce")
    assert NONCE.fullmatch(again)


def test_the_challenge_comes_before_the_verdict_on_the_clock(host):
    session = Session(host)
    answer = ask(host.port, "POST", f"/xrpc/{MINT}", session.headers("POST", MINT, iat=int(time.time()) - 7200))
    assert answer.error == "use_dpop_nonce"


def test_a_nonce_of_another_host_is_challenged(tmp_path, host):
    other = Host(tmp_path)
    try:
        session = Session(host)
        session.nonce = Session(other.start()).fetch_nonce().nonce
        answer = ask(host.port, "GET", f"/xrpc/{READ}", session.headers("GET", READ))
        assert answer.error == "use_dpop_nonce" and answer.field("dpop-nonce") != session.nonce
        assert logged(host, answer)["reason"] == "nonce-unknown"
    finally:
        other.kill()


def call(verb, nsid, *more, body=None, query=""):
    def act(session):
        return ask(session.host.port, verb, f"/xrpc/{nsid}{query}", [*session.headers(verb, nsid), *more], body)
    return act


def with_claims(**claims):
    return lambda session: ask(session.host.port, "GET", f"/xrpc/{READ}", session.headers("GET", READ, **claims))


def plain(verb, path, *more):
    """A path that needs no session, with a proof all the same."""
    return lambda session: ask(session.host.port, verb, path, [("DPoP", session.proof("GET", READ)), *more])


def as_bearer(session):
    return ask(session.host.port, "POST", f"/xrpc/{MINT}", bearer(session.token, ("DPoP", session.proof("POST", MINT))))


def two_credentials(session):
    return call("GET", READ, ("Authorization", f"DPoP {session.token}"))(session)


def scopeless(session):
    session.token = access_token(session.host.issuer, session, scope="atproto")
    return call("GET", READ)(session)


def with_widget_token(session):
    headers = bearer(session.mint(), ("DPoP", session.proof("GET", INBOX)))
    return ask(session.host.port, "GET", f"/xrpc/{INBOX}", headers)


def a_third_mint(session):
    for _ in range(2):
        session.mint()
    return call("POST", MINT)(session)


def replayed(session):
    headers = session.headers("GET", READ)
    ask(session.host.port, "GET", f"/xrpc/{READ}", headers)
    return ask(session.host.port, "GET", f"/xrpc/{READ}", headers)


def huge(session):
    return call("POST", GROUP + "createWidgetToken", JSON, body=b'{"label":"' + b"x" * 200_000 + b'"}')(session)


def declared_huge(session):
    """The head alone says that the body is too large."""
    headers = [*session.headers("POST", GROUP + "createWidgetToken"), JSON, ("Content-Length", "200000")]
    return ask(session.host.port, "POST", f"/xrpc/{GROUP}createWidgetToken", headers)


def long_credential(session):
    session.token = session.token + "A" * 8300
    return call("GET", READ)(session)


def to_a_silent_issuer(session):
    session.token = "opaque-token-of-nobody"
    return call("GET", READ)(session)


# (status, what is asked)
ANSWERS = [
    (200, "a read", call("GET", READ)),
    (200, "a mint", call("POST", MINT)),
    (200, "a read by HEAD", call("HEAD", READ)),
    (200, "the health", plain("GET", "/xrpc/_health")),
    (200, "the policy", plain("GET", f"/xrpc/{GROUP}getWidgetTokenPolicy")),
    (200, "the metadata", plain("GET", "/.well-known/oauth-protected-resource")),
    (400, "a bad parameter", call("GET", READ, query="?limit=none")),
    (400, "a bad body", call("POST", GROUP + "createWidgetToken", JSON, body=b"{")),
    (400, "an unknown scope", call("POST", GROUP + "createWidgetToken", JSON, body=b'{"scopes":["none"]}')),
    (400, "two credentials", two_credentials),
    (401, "no nonce", with_claims(nonce="none")),
    (401, "another method", with_claims(htm="POST")),
    (401, "an old proof", with_claims(iat=1)),
    (401, "a replayed proof", replayed),
    (401, "a bound token as a bearer", as_bearer),
    (401, "no credential", plain("POST", f"/xrpc/{MINT}")),
    (403, "no scope", scopeless),
    (403, "a widget token where none belongs", with_widget_token),
    (404, "a path that is not there", plain("GET", "/nothing")),
    (404, "a token that is not there", call("GET", GROUP + "getWidgetToken", query="?id=wtok_" + "A" * 22)),
    (405, "another verb", call("GET", MINT)),
    (405, "another verb for a query", call("POST", READ)),
    (413, "a large body", huge),
    (413, "a large body by its head", declared_huge),
    (415, "a compressed body",
     call("POST", GROUP + "createWidgetToken", JSON, ("Content-Encoding", "gzip"), body=b"{}")),
    (429, "one mint too many", a_third_mint),
    (431, "a long credential", long_credential),
    (501, "a method that is not there", call("GET", "com.example.snaps.getNothing")),
    (503, "an issuer that is silent", to_a_silent_issuer),
]
STATUSES = {200, 400, 401, 403, 404, 405, 413, 415, 429, 431, 501, 503}


@pytest.mark.parametrize("status, name, act", ANSWERS, ids=[f"{status} {name}" for status, name, _ in ANSWERS])
def test_every_answer_to_a_proof_carries_one_nonce(host, server, status, name, act):
    session = BoundSession(host).fetch_nonce()
    if status == 503:
        server.stop()
    try:
        answer = act(session)
    finally:
        if server.server is None:
            server.start()
    assert answer.status == status, answer
    [nonce] = answer.all("dpop-nonce")
    assert NONCE.fullmatch(nonce)
    assert "DPoP-Nonce" in answer.field("access-control-expose-headers")


def test_no_answer_is_lost():
    assert len(ANSWERS) == 29 and {status for status, *_ in ANSWERS} == STATUSES


def test_an_answer_to_a_call_without_a_proof_carries_none(host):
    assert ask(host.port, "GET", "/xrpc/_health").all("dpop-nonce") == []
    assert ask(host.port, "POST", f"/xrpc/{MINT}").all("dpop-nonce") == []


def test_a_service_token_with_a_proof_beside_it_gets_a_nonce_too(tmp_path):
    with Directory() as directory:
        host = Host(tmp_path, **identity_settings(directory))
        try:
            session = Session(host.start()).fetch_nonce()
            answer = present(host, directory.add().service_jwt(), "POST", MINT, ("DPoP", session.proof("POST", MINT)))
            assert answer.status == 200 and len(answer.all("dpop-nonce")) == 1
        finally:
            host.kill()


def test_the_nonce_of_a_success_serves_for_the_next_call(host):
    session = Session(host).fetch_nonce()
    with Connection(host.port) as connection:
        for _ in range(5):
            answer = connection.request("GET", f"/xrpc/{READ}", session.headers("GET", READ))
            assert answer.status == 200
            session.nonce = answer.field("dpop-nonce")
