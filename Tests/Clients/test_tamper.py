# SPDX-License-Identifier: Apache-2.0
"""Somebody writes into the database beside the server: no token may gain anything from it."""

import sqlite3

import pytest

from audit import check_chain, query
from client import Session, read, token_id
from host import INBOX, Host

DAY = 86_400_000


@pytest.fixture(scope="module")
def host(tmp_path_factory):
    host = Host(tmp_path_factory.mktemp("tamper"), max_active_tokens=1000)
    try:
        yield host.start()
    finally:
        host.kill()


@pytest.fixture
def session(host):
    return Session(host)


def write(host, sql, *arguments):
    database = sqlite3.connect(host.database, timeout=5)
    try:
        with database:
            database.execute(sql, arguments)
    finally:
        database.close()


# Each protected column with a value that its checks permit.
COLUMNS = [
    ("secret_mac", "zeroblob(32)"), ("row_mac", "zeroblob(32)"), ("pepper_id", "2"), ("subject_did", "'did:web:evil.test'"),
    ("actor", "'did:web:evil.test'"), ("aud", "'did:web:other#appview'"), ("profile", "'browser', origins = 'https://a.example.com', expires_at = created_at + 3600000"),
    ("scopes", "scopes || ' more'"), ("methods", f"methods || ' {INBOX}'"), ("created_at", f"created_at - {DAY}"),
    ("expires_at", f"expires_at + {DAY}"), ("expires_at", f"expires_at - {DAY}"), ("id", "'" + "0" * 22 + "'"),
]


@pytest.mark.parametrize("column, value", COLUMNS, ids=[f"{n}-{column}" for n, (column, _) in enumerate(COLUMNS)])
def test_a_changed_column_kills_the_token(host, session, column, value):
    token = session.mint()
    assert read(host, token).status == 200
    write(host, f"UPDATE token SET {column} = {value} WHERE id = ?", token[6:28])
    answer = read(host, token, ("Origin", "https://a.example.com")) if column == "profile" else read(host, token)
    assert (answer.status, answer.error) == (401, "widget_token_invalid"), answer


def test_an_origin_cannot_be_added(host, session):
    token = session.create(origins=["https://a.example.com"]).json["token"]
    write(host, "UPDATE token SET origins = origins || ' https://evil.test' WHERE id = ?", token[6:28])
    for origin in ("https://a.example.com", "https://evil.test"):
        assert read(host, token, ("Origin", origin)).error == "widget_token_invalid"


def test_the_authenticators_of_one_token_do_not_serve_another(host, session):
    mine, victim = session.mint(), Session(host).mint()
    write(host, "UPDATE token SET (secret_mac, row_mac) = (SELECT secret_mac, row_mac FROM token WHERE id = ?) WHERE id = ?",
          mine[6:28], victim[6:28])
    assert read(host, mine).status == 200
    forged = mine[:6] + victim[6:28] + mine[28:]
    for token in (victim, forged):
        assert read(host, token).error == "widget_token_invalid"


FORBIDDEN = [
    "UPDATE token SET revoked_at = NULL, revoke_reason = NULL, revoked_by = NULL WHERE id = :id",
    "UPDATE token SET revoked_at = revoked_at + 1 WHERE id = :id",
    "UPDATE token SET expires_at = created_at + 31536000001 WHERE id = :id",
    "UPDATE token SET profile = 'browser' WHERE id = :id",
    "UPDATE token SET profile = 'admin' WHERE id = :id",
    "UPDATE audit SET actor = 'nobody'",
    "DELETE FROM audit",
    "DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)",
]


@pytest.mark.parametrize("sql", FORBIDDEN)
def test_the_database_itself_forbids_what_must_never_happen(host, session, sql):
    token = session.mint()
    assert session.call("POST", "revokeWidgetToken", {"id": token_id(token)}).json == {"revoked": 1}
    with pytest.raises(sqlite3.DatabaseError):
        write(host, sql.replace(":id", "?"), *([token[6:28]] if ":id" in sql else []))
    assert read(host, token).error == "widget_token_revoked"
    check_chain(host.database)


def test_an_inactive_account_is_gated_and_a_cut_is_for_good(host, session):
    token = session.mint()
    for status in ("suspended", "deactivated"):
        write(host, "INSERT OR REPLACE INTO account_gate VALUES (?, ?, NULL)", session.did, status)
        assert (read(host, token).status, read(host, token).error) == (403, "account_inactive")
    write(host, "INSERT OR REPLACE INTO account_gate VALUES (?, 'active', NULL)", session.did)
    assert read(host, token).status == 200
    write(host, "UPDATE account_gate SET revoke_before = 4102444800000 WHERE did = ?", session.did)
    assert read(host, token).error == "widget_token_revoked"


def test_a_missing_row_is_an_unknown_token(host, session):
    token = session.mint()
    write(host, "DELETE FROM token WHERE id = ?", token[6:28])
    assert read(host, token).error == "widget_token_invalid"
    assert query(host.database, "SELECT count(*) FROM audit WHERE token_id = ?", token_id(token)) == [(1,)]


def test_no_table_is_missing():
    assert len(COLUMNS) == 13 and len(FORBIDDEN) == 8
