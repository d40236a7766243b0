# SPDX-License-Identifier: Apache-2.0
"""Tokens that only their authorization server understands: active, inactive, unbound, or nobody there to ask."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from audit import query
from client import ask, jws, read
from fake_server import Reply, until
from forge import DROP
from host import READ, Host, command
from issuer_fakes import BoundSession, Introspection, claims_of
from logs import leaks, logged



@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with Introspection(tmp_path_factory.mktemp("introspection")) as server:
        yield server


@pytest.fixture(scope="module")
def host(tmp_path_factory, server):
    host = Host(tmp_path_factory.mktemp("host"), log_level="trace", **server.settings)
    for name in ("issuer", "issuer-jwks"):
        host.settings.pop(name)
    try:
        yield host.start()
    finally:
        host.kill()


@pytest.fixture
def session(host, server):
    server.spoil(None)
    return server.issue(BoundSession(host))


def refused(host, answer, status, error, reason):
    assert (answer.status, answer.error) == (status, error), answer
    assert logged(host, answer)["reason"] == reason


def minted(host, session):
    return query(host.database, "SELECT count(*) FROM token WHERE subject_did = ?", session.did)[0][0]


def test_a_session_with_an_active_token_mints_with_full_assurance(host, session):
    answer = session.call("POST", "mintWidgetToken")
    assert answer.status == 200, answer
    assert read(host, answer.json["token"]).json["viewer"] == session.did
    [token] = session.call("GET", "listWidgetTokens").json["tokens"]
    assert token["assurance"] == "dpopBound"
    entry = logged(host, answer)
    assert (entry["verifier"], entry["did"]) == ("introspection", session.did)


def test_the_endpoint_is_asked_once_for_many_calls_with_one_token(host, server, session):
    assert session.call("POST", "mintWidgetToken").status == 200
    assert [session.call("GET", READ).status for _ in range(5)] == [200] * 5
    assert server.asked.count(session.token) == 1


def test_a_signed_token_of_the_issuer_is_asked_about_too(host, server):
    session = BoundSession(host)
    session.with_token(jws({"typ": "at+jwt", "alg": "ES256"}, claims_of(session, server.ISSUER), session.key, "ES256"))
    refused(host, session.call("GET", READ), 401, "invalid_token", "token-inactive")
    server.answers[session.token] = {"active": True, **claims_of(session, server.ISSUER)}
    assert session.call("GET", READ).status == 200


def test_a_malformed_token_of_three_parts_is_shown_to_nobody(host, server):
    """It may be the good token of another server, with a claim that is deeper than we read."""
    session, deep = BoundSession(host), {}
    for _ in range(9):
        deep = {"a": deep}
    claims = {**claims_of(session, "https://other.example"), "deep": deep}
    session.with_token(jws({"typ": "at+jwt", "alg": "ES256"}, claims, session.key, "ES256"))
    refused(host, session.call("GET", READ), 401, "invalid_token", "token-malformed")
    assert session.token not in server.asked


def test_many_calls_with_one_token_at_once_ask_once(host, server, session):
    """Also where the token is bad and a stranger repeats it for as long as the proof lives."""
    stranger = BoundSession(host).fetch_nonce().with_token("x" * 40)
    with server.slow(0.3), ThreadPoolExecutor(32) as pool:
        answers = list(pool.map(lambda _: stranger.call("GET", READ), range(32)))
    assert {answer.status for answer in answers} == {401}
    assert 1 <= server.asked.count(stranger.token) <= 3, "a refusal is not kept, so late ones ask again"
    with server.slow(0.3), ThreadPoolExecutor(32) as pool:
        answers = list(pool.map(lambda _: session.call("GET", READ), range(32)))
    assert {answer.status for answer in answers} == {200}
    assert server.asked.count(session.token) == 1


def test_strangers_cannot_make_the_host_call_without_bound(host, server, session):
    """Each has a token of its own, so nothing can be shared."""
    assert session.call("GET", READ).status == 200
    strangers = [BoundSession(host).fetch_nonce().with_token(f"stranger-{number}") for number in range(80)]
    calls = [stranger.headers("GET", READ) for stranger in strangers]
    with server.slow(0.2), ThreadPoolExecutor(len(calls)) as pool:
        flood = [pool.submit(ask, host.port, "GET", f"/xrpc/{READ}", headers) for headers in calls]
        until(lambda: server.most == 16)
        assert session.call("GET", READ).status == 200
        assert {each.result().status for each in flood} <= {401, 503}
    assert server.most == 16
    assert server.issue(BoundSession(host)).call("GET", READ).status == 200


def test_a_signed_token_of_another_issuer_is_not_shown_to_the_endpoint(host, server):
    session = BoundSession(host)
    claims = claims_of(session, "https://other.example")
    session.with_token(jws({"typ": "at+jwt", "alg": "ES256"}, claims, session.key, "ES256"))
    refused(host, session.call("GET", READ), 401, "invalid_token", "token-issuer")
    assert session.token not in server.asked


def test_a_refusal_is_never_kept(host, server):
    session = BoundSession(host).with_token("opaque-but-not-yet-known")
    for _ in range(3):
        refused(host, session.call("GET", READ), 401, "invalid_token", "token-inactive")
    assert server.asked.count(session.token) == 3
    server.issue(session)
    server.answers["opaque-but-not-yet-known"] = server.answers[session.token]
    assert session.with_token("opaque-but-not-yet-known").call("GET", READ).status == 200


def test_a_revocation_counts_after_thirty_seconds_at_most(host, server, session):
    assert session.call("GET", READ).status == 200
    began = time.monotonic()
    server.answers[session.token] = {"active": False}
    until(lambda: session.call("GET", READ).status == 401, deadline=31, pause=0.5)
    assert time.monotonic() - began > 20, "the answer was not kept"
    assert minted(host, session) == 0


def test_an_answer_is_not_kept_beyond_the_end_of_the_token(host, server):
    """The skew of 30 s lets a token live past its `exp`, but then each call asks anew."""
    now = int(time.time())
    session = server.issue(BoundSession(host), iat=now - 60, exp=now - 5)
    assert [session.call("GET", READ).status for _ in range(2)] == [200, 200]
    assert server.asked.count(session.token) == 2


# (name, changes to the answer, status, error, reason)
WRONG = [
    ("inactive", {"active": False}, 401, "invalid_token", "token-inactive"),
    ("inactive with more", {"active": False, "sub": "did:web:a.example"}, 401, "invalid_token", "token-inactive"),
    ("active as a text", {"active": "true"}, 503, "NotEnoughResources", "introspection-unavailable"),
    ("active as a number", {"active": 1}, 503, "NotEnoughResources", "introspection-unavailable"),
    ("active missing", {"active": DROP}, 503, "NotEnoughResources", "introspection-unavailable"),
    ("another aud", {"aud": "did:web:other.example#appview"}, 401, "invalid_token", "token-audience"),
    ("aud in a list without ours", {"aud": ["https://a.example"]}, 401, "invalid_token", "token-audience"),
    ("no aud", {"aud": DROP}, 401, "invalid_token", "token-audience"),
    ("no cnf", {"cnf": DROP}, 401, "invalid_token", "token-unbound"),
    ("cnf empty", {"cnf": {}}, 401, "invalid_token", "token-binding-malformed"),
    ("cnf null", {"cnf": None}, 401, "invalid_token", "token-binding-malformed"),
    ("cnf of a certificate", {"cnf": {"x5t#S256": "A" * 43}}, 401, "invalid_token", "token-binding-malformed"),
    ("cnf too short", {"cnf": {"jkt": "A" * 42}}, 401, "invalid_token", "token-binding-malformed"),
    ("another key", {"cnf": {"jkt": "A" * 43}}, 401, "invalid_token", "binding-mismatch"),
    ("token_type Bearer", {"token_type": "Bearer"}, 401, "invalid_token", "token-unbound"),
    ("another iss", {"iss": "https://other.example"}, 401, "invalid_token", "token-issuer"),
    ("no sub", {"sub": DROP}, 401, "invalid_token", "token-subject"),
    ("sub that is no DID", {"sub": "alice"}, 401, "invalid_token", "token-subject"),
    ("no exp", {"exp": DROP}, 401, "invalid_token", "token-times"),
    ("exp past", {"exp": 1_700_000_000}, 401, "invalid_token", "token-expired"),
    ("exp as a text", {"exp": "soon"}, 401, "invalid_token", "token-times"),
    ("nbf to come", {"nbf": 4_000_000_000}, 401, "invalid_token", "token-from-future"),
    ("no scope", {"scope": DROP}, 403, "ScopeMissingError", "scope-missing"),
    ("scope without rpc", {"scope": "atproto"}, 403, "ScopeMissingError", "scope-missing"),
]


@pytest.mark.parametrize("name, change, status, error, reason", WRONG, ids=[each[0] for each in WRONG])
def test_what_the_endpoint_says_is_checked(host, server, name, change, status, error, reason):
    session = server.issue(BoundSession(host), **change)
    answer = session.call("POST", "mintWidgetToken")
    refused(host, answer, status, error, reason)
    assert minted(host, session) == 0
    assert not leaks(host, [session.token])


def test_no_wrong_answer_is_lost():
    assert len(WRONG) == 24


# What an endpoint may answer when it is not well.
FAILURES = [
    ("gone", None), ("500", Reply(b"", 500)), ("404", Reply(b"", 404)), ("a redirect", Reply(b"", 307, Location="/x")),
    ("a page", Reply(b"<html>", content_type="text/html")), ("nothing", Reply(b"")), ("a list", Reply(b"[]")),
    ("active twice", Reply(b'{"active":false,"active":true}')), ("65 KiB", Reply(b'{"active":true}' + b" " * 65_536)),
    ("no answer", Reply(silence=20)), ("a drip", Reply(b'{"active":true}' + b" " * 1000, pause=0.25)),
]


@pytest.mark.parametrize("name, reply", FAILURES, ids=[name for name, _ in FAILURES])
def test_a_silent_endpoint_is_503_mints_nothing_and_is_asked_again_at_once(host, server, session, name, reply):
    session.fetch_nonce()
    server.stop() if reply is None else server.spoil(reply)
    try:
        began = time.monotonic()
        answer = session.call("POST", "mintWidgetToken")
        assert time.monotonic() - began < 3.5
        refused(host, answer, 503, "NotEnoughResources", "introspection-unavailable")
        assert int(answer.field("retry-after")) >= 1
    finally:
        server.spoil(None)
        if server.server is None:
            server.start()
    assert minted(host, session) == 0
    assert session.call("POST", "mintWidgetToken").status == 200
    assert minted(host, session) == 1


def test_no_failure_is_lost():
    assert len(FAILURES) == 11


def test_a_wrong_secret_is_503_until_it_is_right(tmp_path, server):
    server.spoil(None)
    host = Host(tmp_path, **server.settings)
    for name in ("issuer", "issuer-jwks"):
        host.settings.pop(name)
    server.write_secret("wrong-secret")
    try:
        session = server.issue(BoundSession(host.start()))
        refused(host, session.call("POST", "mintWidgetToken"), 503, "NotEnoughResources", "introspection-unavailable")
        host.stop()
        server.write_secret(server.secret)
        host.start()
        assert session.call("POST", "mintWidgetToken").status == 200
        assert not leaks(host, ["wrong-secret", server.secret, session.token])
    finally:
        server.write_secret(server.secret)
        host.kill()


def test_many_calls_with_one_token_at_once_all_work(host, server, session):
    session.fetch_nonce()
    with ThreadPoolExecutor(16) as pool:
        assert {answer.status for answer in pool.map(lambda _: session.call("GET", READ), range(64))} == {200}


# (setting, value, word that stderr must name)
SETTINGS = [
    ("introspection-url", "http://as.example/introspect", "introspection-url"),
    ("introspection-url", "not a URL", "introspection-url"),
    ("introspection-issuer", None, "introspection-issuer"),
    ("introspection-client", None, "introspection-client"),
    ("introspection-secret-file", None, "introspection-secret-file"),
    ("introspection-secret-file", "/nonexistent/secret", "introspection-secret-file"),
]


@pytest.mark.parametrize("setting, value, word", SETTINGS)
def test_a_half_setting_keeps_the_host_from_starting(tmp_path, server, setting, value, word):
    host = Host(tmp_path, **server.settings)
    host.settings.pop(setting)
    if value:
        host.settings[setting] = value
    done = command("config", "check", *host.flags)
    assert done.returncode == 78 and word in done.stderr, done.stderr


def test_no_log_holds_a_token_or_the_secret(host, server):
    assert len(server.answers) > 30
    assert not leaks(host, [*server.answers, server.secret])
