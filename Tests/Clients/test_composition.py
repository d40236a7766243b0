# SPDX-License-Identifier: Apache-2.0
"""Several kinds of sessions on one host: each credential has one verifier, and clients learn what is offered."""

import itertools

import pytest

from client import Session, access_token, ask
from host import ISSUER, MINT, READ, Host, command
from identity_fakes import RESOURCE, Directory, identity_settings, present
from issuer_fakes import BoundSession, Entryway, Introspection, SharedPds, claims_of, hs256
from logs import logged

SAME = "https://same.example"
ALGORITHMS = 'DPoP algs="ES256 ES256K"'


class Issuers:
    """One issuer of each kind, with the settings for it by the name of its verifier."""

    def __init__(self, folder):
        self.introspection, self.entryway, self.pds = (kind(folder) for kind in (Introspection, Entryway, SharedPds))
        self.settings = {
            "introspection": self.introspection.settings, "entryway": self.entryway.settings,
            "pds-shared": self.pds.settings, "local-as": {}}


@pytest.fixture
def issuers(tmp_path):
    issuers = Issuers(tmp_path)
    with issuers.introspection, issuers.entryway:
        yield issuers


def host_with(folder, issuers, names, **settings):
    for name in names:
        settings.update(issuers.settings[name])
    host = Host(folder / "host", **settings)
    if "local-as" not in names:
        for setting in ("issuer", "issuer-jwks"):
            host.settings.pop(setting)
    return host


ISSUER_SETTINGS = {
    "local-as": "issuer", "introspection": "introspection-issuer", "entryway": "entryway", "pds-shared": "pds-issuer"}
PAIRS = list(itertools.combinations(ISSUER_SETTINGS, 2))


@pytest.mark.parametrize("verb", ["check", "serve"])
@pytest.mark.parametrize("pair", PAIRS, ids="+".join)
def test_two_verifiers_for_one_issuer_keep_the_host_from_starting_and_are_both_named(tmp_path, issuers, pair, verb):
    host = host_with(tmp_path, issuers, pair)
    for name in pair:
        host.settings[ISSUER_SETTINGS[name]] = SAME
    done = command(*(["config", "check"] if verb == "check" else ["serve"]), *host.flags)
    assert done.returncode == 78, (done.returncode, done.stderr)
    assert all(name in done.stderr for name in (*pair, SAME)), done.stderr


def test_no_pair_is_lost():
    assert len(PAIRS) == 6


def test_no_verifier_at_all_keeps_the_host_from_starting(tmp_path, issuers):
    done = command("config", "check", *host_with(tmp_path, issuers, [], service_auth="false").flags)
    assert done.returncode == 78 and "service-auth" in done.stderr, done.stderr


# Settings that mean nothing without the one that turns their verifier on.
ORPHANS = {
    "local-as": "issuer", "introspection": "introspection-url", "entryway": "entryway", "pds-shared": "pds-issuer"}


@pytest.mark.parametrize("name", ORPHANS)
def test_settings_of_a_verifier_without_its_first_one_keep_the_host_from_starting(tmp_path, issuers, name):
    host = host_with(tmp_path, issuers, [name])
    host.settings.pop(ORPHANS[name])
    done = command("config", "check", *host.flags)
    assert done.returncode == 78 and ORPHANS[name] in done.stderr, done.stderr


# (verifier, setting, a value that no credential can ever fit)
UNFIT = [
    ("introspection", "introspection-issuer", "as.example"),
    ("introspection", "introspection-issuer", "http://as.example"), ("pds-shared", "pds-issuer", "pds.example"),
    ("pds-shared", "pds-did", "pds.example"), ("entryway", "entryway-audiences", "pds.example"),
    ("entryway", "entryway", "https://entryway.example/"), ("entryway", "entryway", "https://entryway.example/path"),
]


@pytest.mark.parametrize("name, setting, value", UNFIT)
def test_a_name_that_is_no_https_origin_or_no_did_keeps_the_host_from_starting(tmp_path, issuers, name, setting, value):
    host = host_with(tmp_path, issuers, [name])
    host.settings[setting] = value
    done = command("config", "check", *host.flags)
    assert done.returncode == 78 and setting in done.stderr, done.stderr


# (setting, value)
WRONG = [
    ("service-auth-sets", "nope"), ("service-auth-ttl-seconds", 59), ("service-auth-ttl-seconds", 31_536_001),
    ("service-auth-mint", "maybe"), ("plc-directories", "http://plc.example"), ("plc-directories", "plc.directory"),
    ("plc-directories", "https://plc.directory/path"), ("plc-directories", "http://localhost:2582"),
    ("plc-directories", ""), ("plc-directories", "https://10.0.0.1"), ("account-consistency", "sometimes"),
]


@pytest.mark.parametrize("setting, value", WRONG)
def test_a_wrong_setting_of_service_tokens_or_documents_keeps_the_host_from_starting(tmp_path, setting, value):
    host = Host(tmp_path)
    host.settings[setting] = value
    done = command("config", "check", *host.flags)
    assert done.returncode in (64, 78) and setting in done.stderr, done.stderr


def test_no_wrong_setting_is_lost():
    assert (len(ORPHANS), len(UNFIT), len(WRONG)) == (4, 7, 11)


def test_all_five_kinds_work_side_by_side_and_each_token_has_one_verifier(tmp_path, issuers):
    with Directory() as directory:
        host = host_with(tmp_path, issuers, ISSUER_SETTINGS, **identity_settings(directory))
        try:
            host.start()
            sessions = {
                "local-as": Session(host), "introspection": issuers.introspection.issue(BoundSession(host)),
                "entryway": issuers.entryway.issue(BoundSession(host)),
                "pds-shared": issuers.pds.issue(BoundSession(host))}
            for name, session in sessions.items():
                answer = session.call("POST", "mintWidgetToken")
                assert (answer.status, logged(host, answer).get("verifier")) == (200, name), answer
            answer = present(host, directory.add().service_jwt())
            assert (answer.status, logged(host, answer)["verifier"]) == (200, "service-auth")
            for issuer, reason in [
                ("https://other.example", "token-issuer"), (SAME, "token-issuer"),
                (issuers.pds.ORIGIN, "token-algorithm"), (issuers.entryway.origin, "token-algorithm"),
                (issuers.introspection.ISSUER, "token-inactive")]:
                session = BoundSession(host)
                session.with_token(access_token(host.issuer, session, iss=issuer))
                answer = session.call("GET", READ)
                assert (answer.status, logged(host, answer)["reason"]) == (401, reason), issuer
        finally:
            host.kill()


@pytest.mark.parametrize("name", ["local-as", "entryway"])
def test_a_secret_is_never_an_algorithm_of_another_verifier(tmp_path, issuers, name):
    """The public key as an HMAC secret is the oldest trick of all."""
    host = host_with(tmp_path, issuers, ["pds-shared", name])
    try:
        session = BoundSession(host.start())
        issuer, audience, secret = {
            "local-as": (ISSUER, "did:web:localhost#appview", (host.directory / "jwks.json").read_text()),
            "entryway": (issuers.entryway.origin, Entryway.PDS, issuers.entryway.file.read_text())}[name]
        for key in (secret, issuers.pds.secret):
            session.with_token(hs256({"typ": "at+jwt", "alg": "HS256"}, claims_of(session, issuer, audience), key))
            answer = session.call("POST", "mintWidgetToken")
            assert (answer.status, logged(host, answer)["reason"]) == (401, "token-algorithm")
    finally:
        host.kill()


# (verifiers, the issuer that metadata names or None, whether DPoP is offered)
OFFERS = [
    ((), None, False),
    (("local-as",), ISSUER, True),
    (("introspection",), Introspection.ISSUER, True),
    (("entryway",), None, True),
    (("pds-shared",), None, True),
    (("local-as", "introspection"), ISSUER, True),
    (("entryway", "introspection"), Introspection.ISSUER, True),
]


@pytest.mark.parametrize("service_auth", ["true", "false"])
@pytest.mark.parametrize("names, issuer, dpop", OFFERS, ids=["+".join(names) or "none" for names, *_ in OFFERS])
def test_challenges_and_metadata_tell_what_is_offered(tmp_path, issuers, names, issuer, dpop, service_auth):
    if not names and service_auth == "false":
        return  # such a host does not start
    host = host_with(tmp_path, issuers, names, service_auth=service_auth)
    try:
        host.start()
        answer = ask(host.port, "GET", RESOURCE)
        url = f"{host.origin}{RESOURCE}"
        if issuer:
            assert answer.status == 200 and answer.field("content-type").startswith("application/json")
            assert answer.field("access-control-allow-origin") == "*"
            assert answer.json == {
                "resource": host.origin, "authorization_servers": [issuer], "bearer_methods_supported": ["header"],
                "dpop_signing_alg_values_supported": ["ES256", "ES256K"], "dpop_bound_access_tokens_required": True,
                "scopes_supported": ["atproto"]}
            head = ask(host.port, "HEAD", RESOURCE)
            assert (head.status, head.body) == (200, b"")
            assert ask(host.port, "POST", RESOURCE, body=b"").status == 405
        else:
            assert answer.status == 404, answer
        expected = [ALGORITHMS + (f', resource_metadata="{url}"' if issuer else "")] if dpop else []
        expected += ["Bearer"] if service_auth == "true" else []
        refused = ask(host.port, "POST", f"/xrpc/{MINT}")
        assert (refused.status, refused.error) == (401, "AuthMissing")
        assert refused.all("www-authenticate") == expected
        assert "WWW-Authenticate" in refused.field("access-control-expose-headers")
    finally:
        host.kill()


def test_with_service_tokens_alone_a_proof_is_refused_and_no_nonce_is_given(tmp_path, issuers):
    host = host_with(tmp_path, issuers, [])
    try:
        session = Session(host.start())
        answer = ask(host.port, "POST", f"/xrpc/{MINT}", session.headers("POST", MINT))
        assert (answer.status, answer.error) == (401, "invalid_token"), answer
        assert [line.split(" ")[0] for line in answer.all("www-authenticate")] == ["Bearer"]
        assert answer.all("dpop-nonce") == []
        assert logged(host, answer)["reason"] == "credential-unsupported"
    finally:
        host.kill()


@pytest.mark.parametrize("nodes, code", [(1, 0), (2, 78)])
def test_several_processes_need_nonce_keys_that_they_share(tmp_path, issuers, nodes, code):
    done = command("config", "check", *host_with(tmp_path, issuers, ["local-as"], nodes=nodes).flags)
    assert done.returncode == code, done.stderr
    assert code == 0 or "nonce-file" in done.stderr


@pytest.mark.parametrize("origin, code", [("https://api.example.com", 78), ("http://127.0.0.1:8080", 0)])
def test_accounts_on_this_machine_are_for_a_host_on_this_machine(tmp_path, origin, code):
    host = Host(tmp_path, public_origin=origin, loopback_identities="true")
    done = command("config", "check", *host.flags)
    assert done.returncode == code, done.stderr
    assert code == 0 or "loopback-identities" in done.stderr


def test_a_nonce_key_with_a_number_beyond_255_is_not_left_out_in_silence(tmp_path):
    host = Host(tmp_path, nonce_file=tmp_path / "nonces")
    assert command("keygen", tmp_path / "nonces").returncode == 0
    key = (tmp_path / "nonces").read_text()
    for number, code in [(255, 0), (256, 78)]:
        (tmp_path / "nonces").write_text(key.replace("1:", f"{number}:", 1) + key)
        done = command("config", "check", *host.flags)
        assert done.returncode == code, done.stderr
        assert code == 0 or "nonce-file" in done.stderr
