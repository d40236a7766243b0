# SPDX-License-Identifier: Apache-2.0
"""Every scheme with every kind of token and every state of the proof: only what is meant to work works."""

import itertools
import json

import pytest

from audit import query
from client import Session, access_token, ask, jws, token_claims
from host import MINT, READ, Host
from identity_fakes import identity_settings
from logs import leaks, logged

SCHEMES = ["DPoP", "Bearer", "none"]
KINDS = ["bound", "unbound", "service", "refresh", "proof", "widget"]
PROOFS = ["good", "missing", "two", "other key"]
CASES = list(itertools.product(SCHEMES, KINDS, PROOFS))
CALLS = [("POST", MINT), ("GET", READ)]

# What is accepted, by method; all else is refused.
ACCEPTED = {
    MINT: {("DPoP", "bound", "good"), *(("Bearer", "service", proof) for proof in PROOFS)},
    READ: {
        ("DPoP", "bound", "good"), *(("Bearer", "service", proof) for proof in PROOFS),
        *(("Bearer", "widget", proof) for proof in PROOFS)},
}


@pytest.fixture(scope="module", params=["true", "false"], ids=["with service auth", "without service auth"])
def host(request, tmp_path_factory, directory):
    host = Host(
        tmp_path_factory.mktemp("matrix"), max_active_tokens=1000, service_auth=request.param, log_level="trace",
        **identity_settings(directory))
    host.sent = []
    try:
        yield host.start()
    finally:
        host.kill()


def refresh_token(session):
    header = {"typ": "refresh+jwt", "alg": "ES256", "kid": "p"}
    return jws(header, token_claims(session), session.host.issuer.keys["p"], "ES256")


def unbound_token(session):
    claims = {name: value for name, value in token_claims(session).items() if name != "cnf"}
    return jws({"typ": "at+jwt", "alg": "ES256", "kid": "p"}, claims, session.host.issuer.keys["p"], "ES256")


def token_of(kind, session, account, verb, nsid):
    match kind:
        case "bound":
            return access_token(session.host.issuer, session)
        case "unbound":
            return unbound_token(session)
        case "service":
            return account.service_jwt(nsid)
        case "refresh":
            return refresh_token(session)
        case "proof":
            return session.proof(verb, nsid)
        case "widget":
            return session.mint()


def proofs_of(state, session, verb, nsid):
    match state:
        case "good":
            return [session.proof(verb, nsid)]
        case "missing":
            return []
        case "two":
            return [session.proof(verb, nsid), session.proof(verb, nsid)]
        case "other key":
            other = Session(session.host, session.did)
            other.token, other.nonce = session.token, session.nonce
            return [other.proof(verb, nsid)]


@pytest.mark.parametrize("verb, nsid", CALLS, ids=["mint", "read"])
@pytest.mark.parametrize("scheme, kind, state", CASES, ids=["-".join(case) for case in CASES])
def test_only_what_is_meant_to_work_works(host, directory, scheme, kind, state, verb, nsid):
    has_service_auth = host.settings["service-auth"] == "true"
    session, account = Session(host).fetch_nonce(), directory.add()
    token = token_of(kind, session, account, verb, nsid)
    session.token = token
    proofs = proofs_of(state, session, verb, nsid)
    host.sent += [token, *proofs]
    before = query(host.database, "SELECT count(*) FROM token")[0][0]
    credential = token if scheme == "none" else f"{scheme} {token}"
    headers = [("Authorization", credential), *(("DPoP", each) for each in proofs)]
    answer = ask(host.port, verb, f"/xrpc/{nsid}", headers)
    accepted = (scheme, kind, state) in ACCEPTED[nsid] and (kind != "service" or has_service_auth)
    minted = query(host.database, "SELECT count(*) FROM token")[0][0] - before
    assert minted == (accepted and nsid == MINT), answer
    assert bool(answer.field("dpop-nonce")) == bool(proofs)
    if accepted:
        assert answer.status == 200, answer
        did = account.did if kind == "service" else session.did
        assert nsid == MINT or answer.json["viewer"] == did
        return
    expected = {401, 403} if kind == "widget" else {400, 401} if scheme == "none" else {401}
    assert answer.status in expected, answer
    assert answer.error and answer.json["message"]
    if answer.status == 401:
        assert answer.all("www-authenticate")
    entry = logged(host, answer)
    assert token not in json.dumps(entry)
    if (scheme, kind) == ("Bearer", "bound"):
        assert (answer.status, answer.error, entry["reason"]) == (401, "invalid_token", "bearer-downgrade")


def test_no_case_is_lost():
    assert len(CASES) == 72 and len(CASES) * len(CALLS) == 144
    assert [len(ACCEPTED[nsid]) for _, nsid in CALLS] == [5, 9]


def test_no_log_holds_a_token_or_a_proof(host):
    assert len(host.sent) > 100
    assert not leaks(host, host.sent)
