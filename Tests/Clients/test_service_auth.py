# SPDX-License-Identifier: Apache-2.0
"""Service tokens as a PDS sends them: who may mint with them, for how long, and why others may not."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from joserfc.jwk import ECKey

from audit import query
from client import ask, b64, compact_json, read, signature, token_id
from forge import DROP, der
from host import GROUP, INBOX, MINT, READ, SERVICE, Host, command
from identity_fakes import Account, Web, identity_settings, present, sign
from logs import leaks, logged
from test_tour import seconds_left

LIST = GROUP + "listWidgetTokens"
CREATE = GROUP + "createWidgetToken"
REVOKE = GROUP + "revokeWidgetToken"
JSON = ("Content-Type", "application/json")
BARE = SERVICE.split("#")[0]


@pytest.fixture(scope="module")
def host(tmp_path_factory, directory):
    host = Host(tmp_path_factory.mktemp("service-auth"), log_level="trace", **identity_settings(directory))
    try:
        yield host.start()
    finally:
        host.kill()


@pytest.fixture(scope="module")
def account(directory):
    return directory.add()


@pytest.fixture
def started(tmp_path, directory):
    """Starts hosts with other settings."""
    hosts = []

    def start(**settings):
        host = Host(tmp_path / str(len(hosts)), **identity_settings(directory), **settings)
        hosts.append(host)
        return host.start()
    yield start
    for host in hosts:
        host.kill()


@pytest.mark.parametrize("curve", ["secp256k1", "P-256"])
@pytest.mark.parametrize("method", ["plc", "web"])
def test_a_service_token_mints_a_token_of_lower_assurance_for_thirty_days(host, directory, method, curve):
    with Web() as web:
        account = web.account(curve=curve) if method == "web" else directory.add(curve=curve)
        answer = present(host, account.service_jwt())
        assert (answer.status, sorted(answer.json)) == (200, ["expiresAt", "token"]), answer
        assert abs(seconds_left(answer.json["expiresAt"]) - 30 * 86400) < 60
        assert read(host, answer.json["token"]).json["viewer"] == account.did
        listed = present(host, account.service_jwt(LIST), "GET", LIST).json["tokens"]
        assert [(token["assurance"], token["subject"]) for token in listed] == [("serviceAuth", account.did)]
        shown = command("token", "list", *host.flags, "--json").stdout
        assert f'"actor":"{account.did}","assurance":"serviceAuth"' in shown
        entry = logged(host, answer)
        assert (entry["verifier"], entry["did"], entry["status"]) == ("service-auth", account.did, "200")


def create(host, account, body):
    return present(host, account.service_jwt(CREATE), "POST", CREATE, JSON, body=compact_json(body).encode())


@pytest.mark.parametrize("asked, given", [(None, 600), (60, 60), (600, 600), (601, 600), (7_776_000, 600)])
def test_a_token_lives_no_longer_than_its_assurance_allows(started, directory, asked, given):
    host, account = started(service_auth_ttl_seconds=600), directory.add()
    answer = create(host, account, {"ttlSeconds": asked} if asked else {})
    assert answer.status == 200, answer
    assert abs(seconds_left(answer.json["expiresAt"]) - given) < 10


def test_service_tokens_may_be_kept_from_minting_while_they_still_read(started, directory):
    host, account = started(service_auth_mint="false"), directory.add()
    for answer in (present(host, account.service_jwt()), create(host, account, {})):
        assert (answer.status, answer.error) == (403, "session_assurance_too_low")
    assert present(host, account.service_jwt(READ), "GET", READ).status == 200
    assert query(host.database, "SELECT count(*) FROM token") == [(0,)]


@pytest.mark.parametrize("scopes, status", [(["few"], 200), (["default"], 403), (["few", "default"], 403), (None, 403)])
def test_service_tokens_mint_only_for_the_sets_that_are_theirs(started, directory, scopes, status):
    host, account = started(widget_sets=f"few={READ}", service_auth_sets="few"), directory.add()
    answer = create(host, account, {"scopes": scopes} if scopes else {})
    assert answer.status == status, answer
    if status == 403:
        assert answer.error == "session_assurance_too_low"


def test_one_service_token_mints_once(host, account):
    token = account.service_jwt()
    assert present(host, token).status == 200
    for _ in range(3):
        again = present(host, token)
        assert (again.status, again.error) == (401, "JwtReplayed")
        assert logged(host, again)["reason"] == "service-jwt-replayed"


def test_a_service_token_that_pays_for_an_answer_works_twice(host, account):
    for nsid in (READ, INBOX, LIST):
        token = account.service_jwt(nsid)
        assert [present(host, token, "GET", nsid).status for _ in range(2)] == [200, 200], nsid


def test_a_service_token_for_a_revocation_works_once_and_not_with_another_body(host, account):
    ids = [token_id(present(host, account.service_jwt()).json["token"]) for _ in range(2)]
    token = account.service_jwt(REVOKE)
    for body, status, error in [({"id": ids[0]}, 200, None), ({"all": True}, 401, "JwtReplayed")]:
        answer = present(host, token, "POST", REVOKE, JSON, body=compact_json(body).encode())
        assert (answer.status, answer.error if status != 200 else None) == (status, error), answer
    listed = present(host, account.service_jwt(LIST), "GET", LIST).json["tokens"]
    assert [row["id"] for row in listed if row["id"] in ids] == [ids[1]]
    for claims, error in [({"jti": DROP}, "BadJwt"), ({"iat": DROP}, "BadJwt"), ({"exp": now(301)}, "BadJwt")]:
        answer = present(host, account.service_jwt(REVOKE, **claims), "POST", REVOKE, JSON, body=b'{"all":true}')
        assert (answer.status, answer.error) == (401, error), claims


def test_the_same_id_from_two_accounts_is_two_tokens(host, directory):
    accounts = directory.add(), directory.add()
    assert [present(host, each.service_jwt(jti="same")).status for each in accounts] == [200, 200]


def test_another_token_with_a_spent_id_is_refused(host, account):
    assert present(host, account.service_jwt(jti="spent")).status == 200
    assert present(host, account.service_jwt(jti="spent", exp=int(time.time()) + 200)).error == "JwtReplayed"


def test_a_service_token_that_was_refused_is_not_spent(host, account):
    token = account.service_jwt()
    assert present(host, token[:-2] + ("AA" if token[-2:] != "AA" else "QQ")).status == 401
    assert present(host, token, "POST", CREATE, JSON, body=b"{}").error == "BadJwtLexiconMethod"
    assert present(host, token).status == 200


def now(offset=0):
    return int(time.time()) + offset


def claims(**values):
    """Changes claims; a value that is a function is called when the test runs."""
    def make(account):
        return account.service_jwt(**{name: value() if callable(value) else value for name, value in values.items()})
    return make


def header(**values):
    return lambda account: account.service_jwt(header=values)


def by_key(curve):
    return lambda account: account.service_jwt(key=ECKey.generate_key(curve))


def text(change):
    return lambda account: change(account.service_jwt())


def other_header(algorithm, token):
    return b64(compact_json({"typ": "JWT", "alg": algorithm}).encode()) + "." + token.split(".", 1)[1]


def as_der(account):
    token = account.service_jwt()
    start = token.rsplit(".", 1)[0]
    return f"{start}.{b64(der(signature(account.key, 'ES256K', start)))}"


def raw(claims_text):
    """A token with these bytes for its claims."""
    def make(account):
        start = b64(b'{"typ":"JWT","alg":"ES256K"}') + "." + b64(claims_text(account).encode())
        return f"{start}.{b64(signature(account.key, 'ES256K', start))}"
    return make


def twice(account):
    return f'{{"iss":"{account.did}","iss":"{account.did}","aud":"{SERVICE}","lxm":"{MINT}","exp":{now(60)}}}'


# (name, how to make the token, error name, reason code)
BAD = [
    ("aud of another service", claims(aud="did:web:other.example#appview"), "BadJwtAudience", "audience-mismatch"),
    ("aud with another fragment", claims(aud=BARE + "#other"), "BadJwtAudience", "audience-mismatch"),
    ("aud with a longer fragment", claims(aud=SERVICE + "s"), "BadJwtAudience", "audience-mismatch"),
    ("aud in upper case", claims(aud=SERVICE.upper()), "BadJwtAudience", "audience-mismatch"),
    ("aud that is a list", claims(aud=[SERVICE]), "BadJwtAudience", "audience-missing"),
    ("no aud", claims(aud=DROP), "BadJwtAudience", "audience-missing"),
    ("aud null", claims(aud=None), "BadJwtAudience", "audience-missing"),
    ("lxm of another method", claims(lxm=READ), "BadJwtLexiconMethod", "method-mismatch"),
    ("lxm in lower case", claims(lxm=MINT.lower()), "BadJwtLexiconMethod", "method-mismatch"),
    ("lxm for everything", claims(lxm="*"), "BadJwtLexiconMethod", "method-mismatch"),
    ("no lxm", claims(lxm=DROP), "BadJwtLexiconMethod", "method-missing"),
    ("lxm that is a list", claims(lxm=[MINT]), "BadJwtLexiconMethod", "method-missing"),
    ("exp long past", claims(exp=lambda: now(-60), iat=lambda: now(-120)), "JwtExpired", "expired"),
    ("exp just past", claims(exp=lambda: now(-6), iat=lambda: now(-66)), "JwtExpired", "expired"),
    ("no exp", claims(exp=DROP), "BadJwt", "expiry-missing"),
    ("exp that is a text", claims(exp="9999999999"), "BadJwt", "time-malformed"),
    ("exp in milliseconds", claims(exp=lambda: now(60) * 1000), "BadJwt", "time-malformed"),
    ("exp negative", claims(exp=-1), "BadJwt", "time-malformed"),
    ("no iat", claims(iat=DROP), "BadJwt", "issued-missing"),
    ("iat in two minutes", claims(iat=lambda: now(120), exp=lambda: now(180)), "BadJwt", "from-future"),
    ("nbf in two minutes", claims(nbf=lambda: now(120)), "BadJwt", "from-future"),
    ("a life of 301 s", claims(exp=lambda: now(301)), "BadJwt", "lifetime"),
    ("a life of an hour", claims(exp=lambda: now(3600)), "BadJwt", "lifetime"),
    ("exp at iat", claims(iat=lambda: now(30), exp=lambda: now(30)), "BadJwt", "lifetime"),
    ("exp before iat", claims(iat=lambda: now(30), exp=lambda: now(10)), "BadJwt", "lifetime"),
    ("no iss", claims(iss=DROP), "BadJwtIss", "issuer-missing"),
    ("iss that is a number", claims(iss=7), "BadJwtIss", "issuer-missing"),
    ("iss with a fragment",
     lambda account: account.service_jwt(iss=account.did + "#atproto"), "BadJwtIss", "issuer-fragment"),
    ("iss of another method", claims(iss="did:key:z6Mk"), "BadJwtIss", "issuer-method"),
    ("iss that is no DID", claims(iss="alice.test"), "BadJwtIss", "issuer-method"),
    ("iss with a path", claims(iss="did:web:example.com:alice"), "BadJwtIss", "issuer-method"),
    ("iss on an address", claims(iss="did:web:127.0.0.1"), "BadJwtIss", "issuer-method"),
    ("iss that is no plc", claims(iss="did:plc:short"), "BadJwtIss", "issuer-method"),
    ("iss that nobody knows", lambda account: Account().service_jwt(), "BadJwtIss", "issuer-unknown"),
    ("nonce that is a number", claims(nonce=1), "BadJwt", "nonce-malformed"),
    ("nonce of 257 bytes", claims(nonce="n" * 257), "BadJwt", "nonce-malformed"),
    ("no jti", claims(jti=DROP), "BadJwt", "id-missing"),
    ("jti empty", claims(jti=""), "BadJwt", "id-malformed"),
    ("jti that is a number", claims(jti=5), "BadJwt", "id-malformed"),
    ("jti of 257 bytes", claims(jti="j" * 257), "BadJwt", "id-malformed"),
    ("typ of a refresh token", header(typ="refresh+jwt"), "BadJwtType", "type-other-credential"),
    ("typ of a proof", header(typ="dpop+jwt"), "BadJwtType", "type-other-credential"),
    ("typ in lower case", header(typ="jwt"), "BadJwtType", "type"),
    ("typ that is a number", header(typ=1), "BadJwtType", "type"),
    ("kid of another key", header(kid="#other"), "BadJwt", "key-id"),
    ("kid that is a number", header(kid=1), "BadJwt", "key-id"),
    ("kid with the DID",
     lambda account: account.service_jwt(header={"kid": account.did + "#atproto"}), "BadJwt", "key-id"),
    ("crit", header(crit=["exp"]), "BadJwt", "critical"),
    ("alg none", text(lambda t: other_header("none", t)), "BadJwt", "algorithm"),
    ("alg HS256", text(lambda t: other_header("HS256", t)), "BadJwt", "algorithm"),
    ("alg ES256 with the key of ES256K",
     text(lambda t: other_header("ES256", t)), "BadJwtSignature", "key-curve"),
    ("signature of another key", by_key("secp256k1"), "BadJwtSignature", "signature"),
    ("signature of a key of another curve", by_key("P-256"), "BadJwtSignature", "key-curve"),
    ("signature in DER", as_der, "BadJwt", "signature-length"),
    ("two parts", text(lambda t: t.rsplit(".", 1)[0]), "BadJwt", "parts"),
    ("four parts", text(lambda t: t + ".AAAA"), "BadJwt", "parts"),
    ("padding", text(lambda t: t + "=="), "BadJwt", "encoding"),
    ("a member twice", raw(twice), "BadJwt", "json"),
    ("claims that are a list", raw(lambda _: "[]"), "BadJwt", "json"),
    ("4097 bytes or more", claims(extra="x" * 4096), "BadJwt", "too-large"),
]
BAD_IDS = [name for name, *_ in BAD]


@pytest.mark.parametrize("name, make, error, code", BAD, ids=BAD_IDS)
def test_a_bad_service_token_is_refused_with_its_name_and_its_reason(host, account, name, make, error, code):
    minted = query(host.database, "SELECT count(*) FROM token")
    token = make(account)
    answer = present(host, token)
    assert (answer.status, answer.error) == (401, error), answer
    assert answer.field("content-type").startswith("application/json") and answer.json["message"]
    dpop, service = answer.all("www-authenticate")
    assert dpop.startswith('DPoP algs="ES256 ES256K"') and "error=" not in dpop
    assert service.startswith('Bearer error="invalid_token", error_description="')
    assert logged(host, answer)["reason"] == f"service-jwt-{code}"
    assert query(host.database, "SELECT count(*) FROM token") == minted
    assert not leaks(host, [token])


def test_no_bad_service_token_is_lost():
    assert len(BAD) == 60 and len(set(BAD_IDS)) == 60


# Tokens that look unusual and are right.
GOOD = [
    ("aud bare", claims(aud=BARE)),
    ("no typ", header(typ=DROP)),
    ("kid of the signing key", header(kid="#atproto")),
    ("a life of 300 s", claims(exp=lambda: now(300))),
    ("iat in half a minute", claims(iat=lambda: now(30), exp=lambda: now(90))),
    ("exp just past, within the skew", claims(exp=lambda: now(-2), iat=lambda: now(-62))),
    ("jti of one byte", claims(jti="é")),
    ("jti of 256 bytes", claims(jti="j" * 256)),
    ("nonce", claims(nonce="n")),
    ("a claim that nobody knows", claims(future={"a": [1]})),
    ("a fraction of a second", claims(iat=lambda: now() + 0.5)),
]


@pytest.mark.parametrize("name, make", GOOD, ids=[name for name, _ in GOOD])
def test_an_unusual_but_right_service_token_mints(host, account, name, make):
    assert present(host, make(account)).status == 200


def test_no_good_service_token_is_lost():
    assert len(GOOD) == 11


def test_a_bare_audience_is_refused_where_the_operator_says_so(started, directory):
    host, account = started(service_auth_bare_audience="false"), directory.add()
    refused = present(host, account.service_jwt(aud=BARE))
    assert (refused.status, refused.error) == (401, "BadJwtAudience")
    assert present(host, account.service_jwt()).status == 200


def test_a_call_may_live_for_an_hour_and_needs_neither_iat_nor_jti(host, account):
    assert present(host, account.service_jwt(READ, exp=now(3600)), "GET", READ).status == 200
    assert present(host, account.service_jwt(READ, exp=now(3602)), "GET", READ).error == "BadJwt"
    assert present(host, account.service_jwt(READ, iat=DROP, jti=DROP), "GET", READ).status == 200


def test_a_service_token_with_the_dpop_scheme_is_refused(host, account):
    answer = ask(host.port, "POST", f"/xrpc/{MINT}", [("Authorization", f"DPoP {account.service_jwt()}")])
    assert (answer.status, answer.error) == (401, "invalid_dpop_proof")


def test_without_service_auth_a_service_token_is_refused_and_bearer_is_not_offered(started, directory):
    host, account = started(service_auth="false"), directory.add()
    answer = present(host, account.service_jwt())
    assert (answer.status, answer.error) == (401, "invalid_token")
    assert [line.split(" ")[0] for line in answer.all("www-authenticate")] == ["DPoP"]
    assert directory.asked(account) == 0


def test_two_hundred_uses_of_one_service_token_at_once_mint_one_token(host, directory):
    account = directory.add()
    token = account.service_jwt()
    with ThreadPoolExecutor(32) as pool:
        answers = list(pool.map(lambda _: present(host, token), range(200)))
    assert sorted(answer.status for answer in answers) == [200] + [401] * 199
    assert {answer.error for answer in answers if answer.status == 401} == {"JwtReplayed"}
    assert query(host.database, "SELECT count(*) FROM token WHERE subject_did = ?", account.did) == [(1,)]
    assert directory.asked(account) == 1


def test_a_token_that_is_signed_for_one_account_is_nothing_for_another(host, directory, account):
    other = directory.add()
    token = sign({"typ": "JWT", "alg": "ES256K"}, {
        "iss": other.did, "aud": SERVICE, "lxm": MINT, "iat": now(), "exp": now(60), "jti": "x"}, account.key)
    assert present(host, token).error == "BadJwtSignature"
