# SPDX-License-Identifier: Apache-2.0
"""Tokens that an entryway signs for the PDSes behind it: pinned keys, scope references, and nothing old."""

import time

import pytest
from joserfc.jwk import ECKey

from audit import query
from client import jws, read
from fake_server import Reply
from forge import DROP
from host import READ, Host, command
from issuer_fakes import SCOPE, BoundSession, Entryway, claims_of, hs256
from logs import leaks, logged


@pytest.fixture(scope="module")
def entryway(tmp_path_factory):
    with Entryway(tmp_path_factory.mktemp("entryway")) as entryway:
        entryway.old, entryway.other = entryway.key, ECKey.generate_key("secp256k1")
        entryway.key = ECKey.generate_key("secp256k1")
        entryway.write(entryway.old, entryway.key)
        yield entryway


@pytest.fixture(scope="module")
def host(tmp_path_factory, entryway):
    settings = {**entryway.settings, "entryway_audiences": f"did:web:other-pds.example,{entryway.PDS}"}
    host = Host(tmp_path_factory.mktemp("host"), log_level="trace", **settings)
    for name in ("issuer", "issuer-jwks"):
        host.settings.pop(name)
    try:
        yield host.start()
    finally:
        host.kill()


def minted(host, session):
    return query(host.database, "SELECT count(*) FROM token WHERE subject_did = ?", session.did)[0][0]


@pytest.mark.parametrize("which", ["old", "key"])
def test_each_of_two_pinned_keys_counts(host, entryway, which):
    session = entryway.issue(BoundSession(host), key=getattr(entryway, which))
    answer = session.call("POST", "mintWidgetToken")
    assert answer.status == 200, answer
    assert logged(host, answer)["verifier"] == "entryway"
    assert read(host, answer.json["token"]).json["viewer"] == session.did
    [token] = session.call("GET", "listWidgetTokens").json["tokens"]
    assert token["assurance"] == "dpopBound"


def test_a_scope_reference_is_resolved_once_for_all_tokens(host, entryway):
    name, before = entryway.refer(SCOPE), entryway.count()
    for _ in range(3):
        session = entryway.issue(BoundSession(host), scope=name)
        assert session.call("POST", "mintWidgetToken").status == 200
        assert session.call("GET", READ).status == 200
    assert entryway.count() == before + 1


@pytest.mark.parametrize("scope", [
    "atproto", "", "atproto rpc:*?aud=did:web:other.example%23appview", "transition:generic"])
def test_a_scope_reference_gives_no_more_than_it_stands_for(host, entryway, scope):
    session = entryway.issue(BoundSession(host), scope=entryway.refer(scope))
    answer = session.call("POST", "mintWidgetToken")
    assert (answer.status, answer.error) == (403, "ScopeMissingError"), answer
    assert minted(host, session) == 0


# What an entryway may answer about a reference when it is not well.
FAILURES = [
    ("gone", None), ("500", Reply(b"", 500)), ("unknown", Reply({"error": "InvalidRequest"}, 400)),
    ("a redirect", Reply(b"", 302, Location="/x")), ("a page", Reply(b"<html>")), ("no scope", Reply({"other": SCOPE})),
    ("scope as a list", Reply({"scope": [SCOPE]})), ("a reference again", Reply({"scope": "ref:bafyagain"})),
    ("65 KiB", Reply(b'{"scope":"atproto"}' + b" " * 65_536)),
    ("no answer", Reply(silence=20)), ("a drip", Reply(b'{"scope":"atproto"}' + b" " * 1000, pause=0.25)),
]


@pytest.mark.parametrize("name, reply", FAILURES, ids=[name for name, _ in FAILURES])
def test_a_reference_that_cannot_be_resolved_is_503_and_is_tried_again(host, entryway, name, reply):
    session = entryway.issue(BoundSession(host), scope=entryway.refer(SCOPE))
    session.fetch_nonce()
    entryway.stop() if reply is None else entryway.spoil(reply)
    began = time.monotonic()
    try:
        answer = session.call("POST", "mintWidgetToken")
    finally:
        entryway.spoil(None)
        if entryway.server is None:
            entryway.start()
    assert time.monotonic() - began < 3.5
    assert (answer.status, answer.error) == (503, "NotEnoughResources"), answer
    assert int(answer.field("retry-after")) >= 1
    assert logged(host, answer)["reason"] == "scopes-unavailable"
    assert minted(host, session) == 0
    assert session.call("POST", "mintWidgetToken").status == 200


def test_no_failure_is_lost():
    assert len(FAILURES) == 11


def age(seconds, life=3600):
    """An entryway's token lives for an hour, but counts for a quarter of one."""
    return lambda: {"iat": int(time.time()) - seconds, "exp": int(time.time()) - seconds + life}


# (name, claims, header, reason; None where the token is right)
TOKENS = [
    ("an hour of life", age(0), {}, None),
    ("890 s old", age(890), {}, None),
    ("902 s old", age(902), {}, "token-too-old"),
    ("an hour old", age(3590), {}, "token-too-old"),
    ("expired", age(100, 50), {}, "token-expired"),
    ("no exp", lambda: {"exp": DROP}, {}, "token-times"),
    ("no iat", lambda: {"iat": DROP}, {}, "token-times"),
    ("from the future", age(-120), {}, "token-from-future"),
    ("nbf to come", lambda: {"nbf": int(time.time()) + 120}, {}, "token-from-future"),
    ("aud of another PDS", lambda: {"aud": "did:web:unlisted.example"}, {}, "token-audience"),
    ("aud of this host", lambda: {"aud": "did:web:localhost#appview"}, {}, "token-audience"),
    ("aud with a fragment", lambda: {"aud": Entryway.PDS + "#pds"}, {}, "token-audience"),
    ("aud of the second PDS", lambda: {"aud": "did:web:other-pds.example"}, {}, None),
    ("aud in a list", lambda: {"aud": [Entryway.PDS, "did:web:a.example"]}, {}, None),
    ("no aud", lambda: {"aud": DROP}, {}, "token-audience"),
    ("iss of another", lambda: {"iss": "https://other.example"}, {}, "token-issuer"),
    ("no cnf", lambda: {"cnf": DROP}, {}, "token-unbound"),
    ("another key", lambda: {"cnf": {"jkt": "A" * 43}}, {}, "binding-mismatch"),
    ("sub that is no DID", lambda: {"sub": "alice"}, {}, "token-subject"),
    ("no client", lambda: {"client_id": DROP}, {}, "token-claims"),
    ("kid that nobody pinned", lambda: {}, {"kid": "other"}, None),
    ("typ of a refresh token", lambda: {}, {"typ": "refresh+jwt"}, "token-type"),
    ("typ of a service token", lambda: {}, {"typ": "JWT"}, "token-type"),
    ("no scope", lambda: {"scope": DROP}, {}, "scope-missing"),
]


@pytest.mark.parametrize("name, claims, header, reason", TOKENS, ids=[each[0] for each in TOKENS])
def test_the_claims_of_a_token_are_checked(host, entryway, name, claims, header, reason):
    session = entryway.issue(BoundSession(host), header=header, **claims())
    answer = session.call("POST", "mintWidgetToken")
    if reason is None:
        assert answer.status == 200, answer
        return
    assert (answer.status, answer.error) == (
        (403, "ScopeMissingError") if reason == "scope-missing" else (401, "invalid_token")), answer
    assert logged(host, answer)["reason"] == reason
    assert minted(host, session) == 0


def test_no_token_is_lost():
    assert len(TOKENS) == 24


def test_a_signature_of_a_key_that_is_not_pinned_is_refused(host, entryway):
    session = entryway.issue(BoundSession(host), key=entryway.other)
    answer = session.call("POST", "mintWidgetToken")
    assert (answer.status, logged(host, answer)["reason"]) == (401, "token-signature")


@pytest.mark.parametrize("algorithm", ["ES256", "HS256"])
def test_an_algorithm_of_no_pinned_key_is_refused(host, entryway, algorithm):
    session = BoundSession(host)
    claims = claims_of(session, entryway.origin, entryway.PDS)
    header = {"typ": "at+jwt", "alg": algorithm}
    public = entryway.key.as_dict(private=False)
    token = hs256(header, claims, public["x"]) if algorithm == "HS256" else jws(header, claims, session.key, "ES256")
    answer = session.with_token(token).call("POST", "mintWidgetToken")
    assert (answer.status, logged(host, answer)["reason"]) == (401, "token-algorithm")


def test_the_operator_may_ask_for_younger_tokens(tmp_path, entryway):
    host = Host(tmp_path, **entryway.settings, entryway_max_age_seconds=60)
    try:
        host.start()
        for seconds, status in [(50, 200), (62, 401)]:
            assert entryway.issue(BoundSession(host), **age(seconds)()).call("GET", READ).status == status
    finally:
        host.kill()


# (setting, value, word that stderr must name)
SETTINGS = [
    ("entryway-audiences", None, "entryway-audiences"),
    ("entryway-keys", None, "entryway-keys"),
    ("entryway-keys", "/nonexistent/keys", "entryway-keys"),
    ("entryway-max-age-seconds", 59, "entryway-max-age-seconds"),
    ("entryway-max-age-seconds", 901, "entryway-max-age-seconds"),
    ("entryway", "http://entryway.example", "entryway"),
]


@pytest.mark.parametrize("setting, value, word", SETTINGS)
def test_a_wrong_setting_keeps_the_host_from_starting(tmp_path, entryway, setting, value, word):
    host = Host(tmp_path, **entryway.settings)
    host.settings.pop(setting, None)
    if value:
        host.settings[setting] = value
    done = command("config", "check", *host.flags)
    assert done.returncode == 78 and word in done.stderr, done.stderr


def test_three_pinned_keys_are_too_many(tmp_path):
    entryway = Entryway(tmp_path)
    entryway.write(*(ECKey.generate_key("secp256k1") for _ in range(3)))
    done = command("config", "check", *Host(tmp_path / "host", **entryway.settings).flags)
    assert done.returncode == 78 and "entryway-keys" in done.stderr


def test_no_log_holds_a_token(host, entryway):
    session = entryway.issue(BoundSession(host))
    assert session.call("GET", READ).status == 200
    assert entryway.issue(session, aud="did:web:other.example").call("GET", READ).status == 401
    assert not leaks(host, [session.token])
