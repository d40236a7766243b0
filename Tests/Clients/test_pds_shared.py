# SPDX-License-Identifier: Apache-2.0
"""Tokens of one PDS, by its own secret and its own database, which the host only reads."""

import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from joserfc.jwk import ECKey

from audit import query
from client import jws, read
from forge import DROP
from host import READ, Host, command
from issuer_fakes import SCOPE, BoundSession, SharedPds, claims_of
from logs import leaks, logged

OTHER_JKT = ECKey.generate_key("P-256").thumbprint()


@pytest.fixture(scope="module")
def pds(tmp_path_factory):
    return SharedPds(tmp_path_factory.mktemp("pds"))


@pytest.fixture(scope="module")
def host(tmp_path_factory, pds):
    host = Host(tmp_path_factory.mktemp("host"), log_level="trace", **pds.settings)
    for name in ("issuer", "issuer-jwks"):
        host.settings.pop(name)
    try:
        yield host.start()
    finally:
        host.kill()


def refused(host, session, reason, status=401, error="invalid_token"):
    answer = session.call("POST", "mintWidgetToken")
    assert (answer.status, answer.error) == (status, error), answer
    assert logged(host, answer)["reason"] == reason
    assert query(host.database, "SELECT count(*) FROM token WHERE subject_did = ?", session.did) == [(0,)]


@pytest.mark.parametrize("curve", ["P-256", "secp256k1"])
def test_a_live_session_mints_with_full_assurance(host, pds, curve):
    session = pds.issue(BoundSession(host, curve=curve))
    answer = session.call("POST", "mintWidgetToken")
    assert answer.status == 200, answer
    assert logged(host, answer)["verifier"] == "pds-shared"
    assert read(host, answer.json["token"]).json["viewer"] == session.did
    [token] = session.call("GET", "listWidgetTokens").json["tokens"]
    assert token["assurance"] == "dpopBound"


def test_a_revoked_session_is_refused_at_once(host, pds):
    session = pds.issue(BoundSession(host))
    assert session.call("GET", READ).status == 200
    pds.run("DELETE FROM token WHERE did = ?", session.did)
    refused(host, session, "token-inactive")


def test_a_refreshed_session_refuses_the_token_before(host, pds):
    session = pds.issue(BoundSession(host))
    pds.run("UPDATE token SET tokenId = 'tok-' || hex(randomblob(16)) WHERE did = ?", session.did)
    refused(host, session, "token-inactive")


@pytest.mark.parametrize("column", ["takedownRef", "deactivatedAt"])
def test_an_account_that_is_not_active_is_refused_until_it_is(host, pds, column):
    session = pds.issue(BoundSession(host))
    pds.run(f"UPDATE actor SET {column} = '2026-01-01T00:00:00.000Z' WHERE did = ?", session.did)
    refused(host, session, "account-inactive")
    pds.run(f"UPDATE actor SET {column} = NULL WHERE did = ?", session.did)
    assert session.call("POST", "mintWidgetToken").status == 200


def test_an_account_that_is_gone_is_refused(host, pds):
    session = pds.issue(BoundSession(host))
    pds.run("DELETE FROM actor WHERE did = ?", session.did)
    refused(host, session, "token-inactive")


# (name, how the session is issued, status, error, reason)
WRONG = [
    ("row for another key", {"jkt": OTHER_JKT}, 401, "invalid_token", "binding-mismatch"),
    ("token for another key", {"cnf": {"jkt": OTHER_JKT}, "jkt": OTHER_JKT}, 401, "invalid_token", "binding-mismatch"),
    ("row expired", {"expires": -1}, 401, "invalid_token", "token-expired"),
    ("token expired", {"exp": 1_700_000_000, "iat": 1_699_999_000}, 401, "invalid_token", "token-expired"),
    ("another secret", {"secret": "0" * 64}, 401, "invalid_token", "token-signature"),
    ("alg ES256", {"header": {"alg": "ES256"}}, 401, "invalid_token", "token-algorithm"),
    ("alg HS512", {"header": {"alg": "HS512"}}, 401, "invalid_token", "token-algorithm"),
    ("alg none", {"header": {"alg": "none"}}, 401, "invalid_token", "token-algorithm"),
    ("typ of a refresh token", {"header": {"typ": "refresh+jwt"}}, 401, "invalid_token", "token-type"),
    ("no typ", {"header": {"typ": DROP}}, 401, "invalid_token", "token-type"),
    ("crit", {"header": {"crit": ["exp"]}}, 401, "invalid_token", "token-malformed"),
    ("aud of another PDS", {"aud": "did:web:other.example"}, 401, "invalid_token", "token-audience"),
    ("iss of another PDS", {"iss": "https://other.example"}, 401, "invalid_token", "token-issuer"),
    ("no cnf", {"cnf": DROP}, 401, "invalid_token", "token-unbound"),
    ("no jti", {"jti": DROP}, 401, "invalid_token", "token-claims"),
    ("no scope in the row", {"scope": ""}, 403, "ScopeMissingError", "scope-missing"),
    ("scope only in the token", {"scope": "atproto", "claimed": SCOPE}, 403, "ScopeMissingError", "scope-missing"),
    ("scope without atproto", {"scope": SCOPE.removeprefix("atproto ")}, 403, "ScopeMissingError", "scope-missing"),
    ("narrower scope in the column", {"column": "atproto"}, 403, "ScopeMissingError", "scope-missing"),
]


@pytest.mark.parametrize("name, how, status, error, reason", WRONG, ids=[each[0] for each in WRONG])
def test_what_is_not_right_is_refused(host, pds, name, how, status, error, reason):
    session = BoundSession(host)
    token = pds.issue(session, **how).token
    refused(host, session, reason, status, error)
    assert not leaks(host, [token])


def test_no_wrong_session_is_lost():
    assert len(WRONG) == 19


def test_the_scope_is_the_one_of_the_column_where_it_is_filled(host, pds):
    session = pds.issue(BoundSession(host), scope="atproto", column=SCOPE)
    assert session.call("POST", "mintWidgetToken").status == 200


def test_the_row_of_another_account_does_not_help(host, pds):
    alice, mallory = pds.issue(BoundSession(host)), BoundSession(host)
    pds.issue(mallory, jti="tok-" + "1" * 32)
    pds.run("UPDATE token SET did = ? WHERE did = ?", alice.did, mallory.did)
    refused(host, mallory, "token-inactive")


def test_a_token_that_is_signed_with_a_key_is_refused(host, pds):
    session = BoundSession(host)
    claims = claims_of(session, pds.ORIGIN, pds.DID)
    session.with_token(jws({"typ": "at+jwt", "alg": "ES256"}, claims, session.key, "ES256"))
    refused(host, session, "token-algorithm")


@pytest.mark.parametrize("column, value", [
    ("parameters", "{}"), ("parameters", "no JSON"), ("parameters", '{"dpop_jkt":1}'), ("expiresAt", "soon"),
    ("expiresAt", "1795000000"),
])
def test_a_row_of_an_unknown_form_is_503_and_not_a_session(host, pds, column, value):
    session = pds.issue(BoundSession(host))
    pds.run(f"UPDATE token SET {column} = ? WHERE did = ?", value, session.did)
    refused(host, session, "liveness-unavailable", 503, "NotEnoughResources")


def test_a_pds_that_writes_all_the_time_does_not_disturb(host, pds):
    session = pds.issue(BoundSession(host))
    session.fetch_nonce()
    database = sqlite3.connect(pds.database, timeout=5, isolation_level=None)
    try:
        database.execute("BEGIN IMMEDIATE")
        database.execute("UPDATE actor SET handle = 'b.test'")
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda _: session.call("GET", READ), range(32)))
        assert {answer.status for answer in answers} == {200}
    finally:
        database.execute("ROLLBACK")
        database.close()


def test_a_locked_database_is_503_in_time_and_ends_by_itself(tmp_path):
    pds = SharedPds(tmp_path)
    pds.run("PRAGMA journal_mode = DELETE")
    host = Host(tmp_path / "host", **pds.settings)
    database = sqlite3.connect(pds.database, timeout=5, isolation_level=None)
    try:
        session = pds.issue(BoundSession(host.start())).fetch_nonce()
        database.execute("BEGIN EXCLUSIVE")
        began = time.monotonic()
        refused(host, session, "liveness-unavailable", 503, "NotEnoughResources")
        assert time.monotonic() - began < 2
        database.execute("ROLLBACK")
        assert session.call("POST", "mintWidgetToken").status == 200
    finally:
        database.close()
        host.kill()


def test_the_host_writes_nothing_to_the_database_of_the_pds(host, pds):
    session = pds.issue(BoundSession(host))
    with sqlite3.connect(pds.database) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = pds.database.read_bytes()
    assert session.call("POST", "mintWidgetToken").status == 200
    assert pds.database.read_bytes() == before


# (setting, value, word that stderr must name)
SETTINGS = [
    ("pds-secret-forges-every-session", None, "pds-secret-forges-every-session"),
    ("pds-secret-forges-every-session", "false", "pds-secret-forges-every-session"),
    ("pds-did", None, "pds-did"),
    ("pds-secret-file", None, "pds-secret-file"),
    ("pds-secret-file", "/nonexistent/secret", "pds-secret-file"),
    ("pds-database", None, "pds-database"),
    ("pds-database", "/nonexistent/account.sqlite", "/nonexistent/account.sqlite"),
]


@pytest.mark.parametrize("verb", ["check", "serve"])
@pytest.mark.parametrize("setting, value, word", SETTINGS)
def test_a_wrong_setting_or_no_consent_keeps_the_host_from_starting(tmp_path, pds, verb, setting, value, word):
    host = Host(tmp_path, **pds.settings)
    host.settings.pop(setting)
    if value:
        host.settings[setting] = value
    done = command(*(["config", "check"] if verb == "check" else ["serve"]), *host.flags)
    assert done.returncode == 78, (done.returncode, done.stderr)
    assert word in done.stderr and pds.secret not in done.stderr + done.stdout


@pytest.mark.parametrize("name, text, mode", [
    ("readable by others", "x" * 64, 0o644), ("empty", "", 0o600), ("too short", "x" * 15, 0o600)])
def test_a_bad_secret_file_keeps_the_host_from_starting(tmp_path, name, text, mode):
    pds = SharedPds(tmp_path)
    pds.file.write_text(text)
    pds.file.chmod(mode)
    done = command("config", "check", *Host(tmp_path / "host", **pds.settings).flags)
    assert done.returncode == 78 and "pds-secret-file" in done.stderr


def test_a_database_of_another_program_keeps_the_host_from_starting(tmp_path):
    pds = SharedPds(tmp_path)
    pds.run("ALTER TABLE token DROP COLUMN parameters")
    done = command("config", "check", *Host(tmp_path / "host", **pds.settings).flags)
    assert done.returncode == 78, done.stderr


def test_no_log_and_no_database_holds_the_secret(host, pds):
    session = pds.issue(BoundSession(host))
    assert session.call("POST", "mintWidgetToken").status == 200
    assert not leaks(host, [pds.secret, session.token])
    for path in host.directory.rglob("*"):
        assert path.is_dir() or pds.secret.encode() not in path.read_bytes(), path.name
