# SPDX-License-Identifier: Apache-2.0
"""The whole life of widget tokens, over the socket."""

import json
import re
import time
from datetime import datetime, timezone

import pytest

from client import Session, access_token, ask, new_did, read, token_id
from host import GROUP, INBOX, MINT, READ, Host, command

ORIGIN = "https://app.example.com"


def seconds_left(text):
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", text), text
    return (datetime.fromisoformat(text.replace("Z", "+00:00")) - datetime.now(timezone.utc)).total_seconds()


@pytest.fixture(scope="module")
def session(host):
    return Session(host).fetch_nonce()


def test_a_call_without_a_nonce_is_challenged_and_the_same_proof_id_works_afterwards(host):
    session = Session(host)
    first = ask(host.port, "POST", f"/xrpc/{MINT}", session.headers("POST", MINT, jti="once"))
    assert (first.status, first.error) == (401, "use_dpop_nonce")
    challenge = first.all("www-authenticate")[0]
    assert challenge.startswith("DPoP ") and 'error="use_dpop_nonce"' in challenge
    assert 'algs="ES256 ES256K"' in challenge
    nonce = first.field("dpop-nonce")
    assert re.fullmatch(r"[\x21\x23-\x5B\x5D-\x7E]{30}", nonce)
    session.nonce = nonce
    second = ask(host.port, "POST", f"/xrpc/{MINT}", session.headers("POST", MINT, jti="once"))
    assert second.status == 200
    assert second.field("dpop-nonce")


def test_mint_answers_exactly_a_token_and_an_expiry_in_ninety_days(session):
    answer = session.call("POST", "mintWidgetToken")
    assert answer.status == 200
    assert answer.field("content-type").startswith("application/json")
    assert sorted(answer.json) == ["expiresAt", "token"]
    assert re.fullmatch(r"dpwt_1[0-9A-Za-z]{71}", answer.json["token"])
    assert abs(seconds_left(answer.json["expiresAt"]) - 90 * 86400) < 60
    assert "no-store" in answer.field("cache-control")


def test_the_token_reads_as_its_account_and_nothing_else(host, session):
    token = session.mint()
    answer = read(host, token)
    assert (answer.status, answer.json["viewer"]) == (200, session.did)
    assert len(answer.json["snaps"]) == 3
    for verb, nsid in [("GET", INBOX), ("POST", MINT)] + [
        ("POST", GROUP + name) for name in ("createWidgetToken", "revokeWidgetToken")
    ] + [("GET", GROUP + name) for name in ("listWidgetTokens", "getWidgetToken", "getWidgetTokenPolicy")]:
        refused = ask(host.port, verb, f"/xrpc/{nsid}", [("Authorization", f"Bearer {token}")])
        assert (refused.status, refused.error) == (403, "widget_token_not_allowed_here"), nsid


def test_head_answers_as_get_without_a_body(host, session):
    token = session.mint()
    answer = ask(host.port, "HEAD", f"/xrpc/{READ}", [("Authorization", f"Bearer {token}")])
    assert (answer.status, answer.body) == (200, b"")
    assert answer.field("content-type").startswith("application/json")


def test_a_replayed_proof_is_refused_and_mints_nothing(host):
    session = Session(host).fetch_nonce()
    headers = session.headers("POST", MINT)
    assert ask(host.port, "POST", f"/xrpc/{MINT}", headers).status == 200
    again = ask(host.port, "POST", f"/xrpc/{MINT}", headers)
    assert (again.status, again.error) == (401, "invalid_dpop_proof")
    assert len(session.call("GET", "listWidgetTokens").json["tokens"]) == 1


def test_a_proof_of_a_read_works_once_too(host, session):
    headers = session.headers("GET", READ)
    assert ask(host.port, "GET", f"/xrpc/{READ}", headers).status == 200
    assert ask(host.port, "GET", f"/xrpc/{READ}", headers).error == "invalid_dpop_proof"


def test_a_second_mint_leaves_the_first_token_alive(host, session):
    first, second = session.mint(), session.mint()
    assert first != second
    assert [read(host, token).status for token in (first, second)] == [200, 200]


def test_list_and_get_show_the_tokens_without_their_secrets(host):
    session = Session(host)
    tokens = [session.mint() for _ in range(3)]
    listed = session.call("GET", "listWidgetTokens")
    assert [view["id"] for view in listed.json["tokens"]] == [token_id(token) for token in reversed(tokens)]
    one = session.call("GET", "getWidgetToken", query=f"?id={token_id(tokens[0])}")
    assert one.json["id"] == token_id(tokens[0])
    assert (one.json["status"], one.json["profile"], one.json["subject"]) == ("active", "native", session.did)
    assert one.json["methods"] == [READ]
    for token in tokens:
        for answer in (listed, one):
            assert b"dpwt_" not in answer.body and token[28:71].encode() not in answer.body


def test_list_pages_with_a_cursor(host):
    session = Session(host)
    minted = [token_id(session.mint()) for _ in range(5)]
    seen, cursor = [], ""
    for _ in range(5):
        page = session.call("GET", "listWidgetTokens", query=f"?limit=2{cursor}").json
        seen += [view["id"] for view in page["tokens"]]
        if "cursor" not in page:
            break
        cursor = f"&cursor={page['cursor']}"
    assert seen == minted[::-1]


def test_a_revoked_token_is_refused_on_the_next_request_and_stays_in_the_history(host):
    session = Session(host)
    token, other = session.mint(), session.mint()
    assert session.call("POST", "revokeWidgetToken", {"id": token_id(token)}).json == {"revoked": 1}
    dead = read(host, token)
    assert (dead.status, dead.error) == (401, "widget_token_revoked")
    assert 'Bearer error="invalid_token"' in dead.field("www-authenticate")
    assert read(host, other).status == 200
    assert session.call("POST", "revokeWidgetToken", {"id": token_id(token)}).json == {"revoked": 0}
    active = session.call("GET", "listWidgetTokens").json["tokens"]
    assert [view["id"] for view in active] == [token_id(other)]
    history = session.call("GET", "listWidgetTokens", query="?includeRevoked=true").json["tokens"]
    ended = next(view for view in history if view["id"] == token_id(token))
    assert (ended["status"], ended["revokeReason"]) == ("revoked", "user") and ended["revokedAt"]


def test_whoever_holds_a_token_can_burn_it_without_a_session(host, session):
    token = session.mint()
    body = json.dumps({"token": token}).encode()
    headers = [("Content-Type", "application/json")]
    burn = ask(host.port, "POST", f"/xrpc/{GROUP}revokeWidgetToken", headers, body)
    assert (burn.status, burn.json) == (200, {"revoked": 1})
    assert read(host, token).error == "widget_token_revoked"
    again = ask(host.port, "POST", f"/xrpc/{GROUP}revokeWidgetToken", headers, body)
    assert (again.status, again.json) == (200, {"revoked": 0})


def test_all_tokens_but_one_can_be_revoked_at_once(host):
    session = Session(host)
    tokens = [session.mint() for _ in range(4)]
    body = {"all": True, "exceptId": token_id(tokens[2])}
    assert session.call("POST", "revokeWidgetToken", body).json == {"revoked": 3}
    assert [read(host, token).status for token in tokens] == [401, 401, 200, 401]


def test_a_foreign_token_id_is_treated_as_unknown(host, session):
    token = Session(host).mint()
    assert session.call("POST", "revokeWidgetToken", {"id": token_id(token)}).json == {"revoked": 0}
    foreign = session.call("GET", "getWidgetToken", query=f"?id={token_id(token)}")
    unknown = session.call("GET", "getWidgetToken", query=f"?id=wtok_{'0' * 22}")
    assert (foreign.status, foreign.body) == (unknown.status, unknown.body)
    assert foreign.error == "widget_token_not_found"
    assert read(host, token).status == 200


def test_another_subject_needs_a_role(session):
    for verb, name, body, query in [
        ("POST", "createWidgetToken", {"subject": new_did()}, ""),
        ("POST", "revokeWidgetToken", {"subject": new_did(), "all": True}, ""),
        ("GET", "listWidgetTokens", None, f"?subject={new_did()}"),
        ("GET", "getWidgetToken", None, f"?subject={new_did()}&id=wtok_{'0' * 22}"),
    ]:
        answer = session.call(verb, name, body, query)
        assert (answer.status, answer.error) == (403, "insufficient_role"), name


TTLS = [
    (None, None, 7_776_000), ("native", -1, 60), ("native", 0, 60), ("native", 1, 60), ("native", 59, 60),
    ("native", 3601, 3601), ("native", 31_536_001, 31_536_000), ("native", 2**53 - 1, 31_536_000),
    ("native", 2**63 - 1, 31_536_000), ("browser", None, 1800), ("browser", -1, 60), ("browser", 1, 60),
    ("browser", 60, 60), ("browser", 1800, 1800), ("browser", 3600, 3600), ("browser", 3601, 3600),
    ("browser", 99999, 3600),
]


@pytest.mark.parametrize("profile, wish, expected", TTLS)
def test_the_lifetime_is_clamped_to_the_profile(session, profile, wish, expected):
    body = {"origins": [ORIGIN]} if profile == "browser" else {}
    if wish is not None:
        body["ttlSeconds"] = wish
    answer = session.create(**body)
    assert answer.status == 200, answer
    assert answer.json["profile"] == (profile or "native")
    assert abs(seconds_left(answer.json["expiresAt"]) - expected) < 20


def test_the_lifetime_table_is_complete():
    assert len(TTLS) == 17


ORIGINS = [
    ([ORIGIN], 200), (["https://two.example.com"], 200), ([], 403), (["https://app.example.com:443"], 403),
    (["https://app.example.com/"], 403), (["https://app.example.com."], 403), (["https://APP.example.com"], 403),
    (["http://app.example.com"], 403), (["https://evil-app.example.com"], 403), (["https://app.example.com.evil.org"], 403),
    (["null"], 403), (["https://app.example.com:8443"], 403), ([ORIGIN, ORIGIN], 403), ([ORIGIN, "null"], 403),
    ([f"{ORIGIN}, https://evil.org"], 403), (["https://example.com"], 403),
]


@pytest.mark.parametrize("sent, status", ORIGINS)
def test_a_browser_token_works_from_its_exact_origins_only(host, session, sent, status):
    created = session.create(origins=[ORIGIN, "https://two.example.com"]).json
    assert created["profile"] == "browser" and created["origins"] == [ORIGIN, "https://two.example.com"]
    answer = read(host, created["token"], *[("Origin", origin) for origin in sent])
    assert answer.status == status, answer
    if status == 403:
        assert answer.error == "widget_origin_mismatch"


def test_the_origin_table_is_complete():
    assert len(ORIGINS) == 16


def test_no_referer_stands_in_for_an_origin(host, session):
    token = session.create(origins=[ORIGIN]).json["token"]
    assert read(host, token, ("Referer", ORIGIN + "/")).error == "widget_origin_mismatch"
    assert read(host, token, ("Sec-Fetch-Site", "cross-site")).error == "widget_origin_mismatch"
    assert read(host, token, ("Sec-Fetch-Site", "same-origin")).status == 200


def test_create_answers_everything_once(session):
    answer = session.create(label="Kitchen", platform="ios", installationId="abc").json
    assert sorted(answer) == ["expiresAt", "id", "origins", "profile", "scopes", "token", "warning"]
    assert answer["id"] == token_id(answer["token"])
    view = session.call("GET", "getWidgetToken", query=f"?id={answer['id']}").json
    assert (view["label"], view["platform"], view["installationId"]) == ("Kitchen", "ios", "abc")


def test_replacing_ends_the_old_token_at_once_or_after_a_grace(host, session):
    old = session.create().json
    new = session.create(replaces={"id": old["id"]}).json
    assert read(host, old["token"]).error == "widget_token_revoked"
    assert read(host, new["token"]).status == 200
    newer = session.create(replaces={"id": new["id"], "graceSeconds": 600}).json
    assert [read(host, each["token"]).status for each in (new, newer)] == [200, 200]
    view = session.call("GET", "getWidgetToken", query=f"?id={new['id']}").json
    assert abs(seconds_left(view["expiresAt"]) - 600) < 20


def test_a_token_dies_at_its_own_expiry(host, session):
    old = session.create().json
    session.create(replaces={"id": old["id"], "graceSeconds": 1})
    deadline = time.monotonic() + 4
    while (answer := read(host, old["token"])).status == 200 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert (answer.status, answer.error) == (401, "widget_token_expired"), answer
    assert 'Bearer error="invalid_token"' in answer.field("www-authenticate")
    history = session.call("GET", "listWidgetTokens", query="?includeRevoked=true").json["tokens"]
    assert next(view for view in history if view["id"] == old["id"])["status"] == "expired"
    assert old["id"] not in [view["id"] for view in session.call("GET", "listWidgetTokens").json["tokens"]]


@pytest.mark.parametrize("field", ["platform", "installationId"])
@pytest.mark.parametrize("text", ["a\0b", "é\u0301🎈", "\x01\x7f", "a'; DROP TABLE token; --", " a ", "a" * 32])
def test_a_text_is_either_kept_whole_or_refused(host, session, field, text):
    created = session.create(**{field: text})
    if created.status == 400:
        return
    assert created.status == 200, created
    assert read(host, created.json["token"]).status == 200
    view = session.call("GET", "getWidgetToken", query=f"?id={created.json['id']}").json
    assert view[field] == text


def test_the_hourly_limit_answers_429_and_keeps_what_was_minted(tmp_path):
    host = Host(tmp_path, mints_per_hour=3, mints_per_day=30)
    try:
        session = Session(host.start())
        tokens = [session.mint() for _ in range(3)]
        refused = session.call("POST", "mintWidgetToken")
        assert (refused.status, refused.error) == (429, "RateLimitExceeded")
        assert 0 < int(refused.field("retry-after")) <= 3601
        assert [read(host, token).status for token in tokens] == [200] * 3
        assert Session(host).mint()
    finally:
        host.kill()


@pytest.mark.parametrize("curve, issuer_key", [("secp256k1", "k"), ("secp256k1", "p"), ("P-256", "k")])
def test_either_curve_can_sign_proofs_and_access_tokens(host, curve, issuer_key):
    session = Session(host, curve=curve, issuer_key=issuer_key)
    assert read(host, session.mint()).json["viewer"] == session.did


def test_the_bare_service_did_is_an_audience_as_well(host):
    session = Session(host)
    for audience in ("did:web:localhost", ["did:web:other", "did:web:localhost#appview"]):
        session.token = access_token(host.issuer, session, aud=audience)
        assert session.call("POST", "mintWidgetToken").status == 200


def test_health_and_policy_are_open_to_anybody(host):
    health = ask(host.port, "GET", "/xrpc/_health")
    assert health.status == 200 and health.json["status"] == "ok" and health.json["version"]
    policy = ask(host.port, "GET", f"/xrpc/{GROUP}getWidgetTokenPolicy").json
    assert policy["methods"] == [READ]
    assert policy["browser"] == {"minimumSeconds": 60, "defaultSeconds": 1800, "maximumSeconds": 3600}
    assert policy["native"] == {"minimumSeconds": 60, "defaultSeconds": 7_776_000, "maximumSeconds": 31_536_000}


def test_the_server_ends_gracefully_on_sigterm(tmp_path):
    host = Host(tmp_path).start()
    Session(host).mint()
    started = time.monotonic()
    assert host.stop() == 0
    assert time.monotonic() - started < 5


def test_the_demo_walks_through_without_a_fault(tmp_path):
    done = command("demo", "--once", "--json", "--directory", tmp_path / "demo", timeout=30)
    steps = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, done.stderr
    assert len(steps) == 13 and all(step["ok"] for step in steps)
