# SPDX-License-Identifier: Apache-2.0
"""Proofs are free to make, so those of people without a session must leave nothing behind."""

import os
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from joserfc.jwk import ECKey

from audit import query
from client import Connection, Session, access_token, jws, token_claims
from host import MINT, READ, Host
from logs import entries

PROOFS = int(os.environ.get("STRANGERS_PROOFS", "2100"))
CONNECTIONS = 4


@pytest.fixture(scope="module")
def host(tmp_path_factory):
    host = Host(tmp_path_factory.mktemp("strangers"))
    try:
        yield host.start()
    finally:
        host.kill()


def signed_by_myself(session):
    key = ECKey.generate_key("P-256")
    return jws({"typ": "at+jwt", "alg": "ES256", "kid": "p"}, token_claims(session), key, "ES256")


def of_someone_else(session):
    """A real token that a stranger has found, without the key that it is bound to."""
    return Session(session.host).token


def expired(session):
    return access_token(session.host.issuer, session, iat=1_700_000_000, exp=1_700_000_900)


def for_another_service(session):
    return access_token(session.host.issuer, session, aud="did:web:elsewhere.test#appview")


# (what the stranger sends as an access token, the reason in the log)
CREDENTIALS = [
    (None, None),
    (lambda _: "opaque", "token-malformed"),
    (lambda _: "dpwt_" + "A" * 69, None),
    (signed_by_myself, "token-signature"),
    (of_someone_else, "binding-mismatch"),
    (expired, "token-expired"),
    (for_another_service, "token-audience"),
]


def strangers(host, number):
    """A share of the calls, each with a fresh proof that is good in itself, over one connection."""
    statuses, sessions = Counter(), []
    for credential, _ in CREDENTIALS:
        session = Session(host).fetch_nonce()
        if credential:
            session.token = credential(session)
        sessions.append((session, credential))
    with Connection(host.port, timeout=60) as connection:
        for turn in range(number, PROOFS, CONNECTIONS):
            session, credential = sessions[turn % len(sessions)]
            verb, nsid = ("POST", MINT) if turn % 2 else ("GET", READ)
            headers = session.headers(verb, nsid)[0 if credential else 1:]
            answer = connection.request(verb, f"/xrpc/{nsid}", headers)
            session.nonce = answer.field("dpop-nonce")
            statuses[answer.status] += 1
    return statuses


def memory(host):
    """Megabytes that the server has in use."""
    with open(f"/proc/{host.process.pid}/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def test_proofs_without_a_session_leave_no_row_and_no_memory(host):
    honest = Session(host).fetch_nonce()
    assert honest.call("GET", READ).status == 200
    kept = query(host.database, "SELECT count(*) FROM replay")
    assert kept == [(1,)]
    before = memory(host)
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        statuses = sum(pool.map(lambda number: strangers(host, number), range(CONNECTIONS)), Counter())
    assert statuses.total() == PROOFS and set(statuses) == {401, 403}, statuses
    for table in ("replay", "token"):
        assert query(host.database, f"SELECT count(*) FROM {table}") == (kept if table == "replay" else [(0,)])
    print(f"{PROOFS} proofs, {before:.0f} MB before, {memory(host):.0f} MB after")
    assert memory(host) - before < 64
    reasons = {entry.get("reason") for entry in entries(host)}
    assert {reason for _, reason in CREDENTIALS if reason} <= reasons
    assert Session(host).call("GET", READ).status == 200, "after the long run the first session is over"
