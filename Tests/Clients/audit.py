# SPDX-License-Identifier: Apache-2.0
"""Reads a database of the server with Python's own SQLite, and checks the audit chain anew."""

import hashlib
import sqlite3

COLUMNS = "at, event, token_id, subject, actor, ip, ua, origin, nsid, reason, request_id"


def query(path, sql, *arguments):
    database = sqlite3.connect(path, timeout=5)
    try:
        return database.execute(sql, arguments).fetchall()
    finally:
        database.close()


def link(previous, sequence, values):
    message = previous + b"%d;" % sequence
    for value in values:
        message += b"-" if value is None else b"%d:%s" % (len(value.encode()), value.encode())
    return hashlib.sha256(message).digest()


def check_chain(path):
    """Recomputes every hash from the first row on, and gives the number of rows."""
    previous, expected = bytes(32), 1
    for row in query(path, f"SELECT seq, {COLUMNS}, hash FROM audit ORDER BY seq"):
        assert row[0] == expected, f"row {expected} is missing"
        previous = link(previous, expected, row[1:12])
        assert row[12] == previous, f"row {expected} does not continue the chain"
        expected += 1
    return expected - 1


def check_events(path):
    """Each token has one mint event and each revoked one a revocation event, and no event lacks its effect."""
    tokens = {"wtok_" + row[0]: row[1] for row in query(path, "SELECT id, revoked_at FROM token")}
    for kind, expected in [
        ("minted", set(tokens)), ("revoked", {token for token, revoked in tokens.items() if revoked is not None}),
    ]:
        events = [row[0] for row in query(path, "SELECT token_id FROM audit WHERE event = ?", "widget_token." + kind)]
        assert len(events) == len(set(events)) and set(events) == expected, kind
