# SPDX-License-Identifier: Apache-2.0
"""From an account to the issuer of its token: each of the five links must hold, for every kind of issuer."""

import time

import pytest

from audit import query
from client import access_token, read
from fake_server import Reply, until
from host import MINT, READ, Host
from identity_fakes import RESOURCE, SERVER, Account, Authority, Directory, Pds, Web, identity_settings
from issuer_fakes import BoundSession, Entryway, Introspection, SharedPds
from logs import leaks, logged


class World:
    """A directory, a PDS, its authorization server, and a host that trusts that server's keys."""

    def __init__(self, folder):
        self.directory, self.authority = Directory(), Authority()
        self.host = Host(
            folder, issuer=self.authority.origin, account_consistency="true", log_level="trace",
            **identity_settings(self.directory))

    def begin(self):
        """Everything is well again, and the PDS is one that the host has not met."""
        for server in (self.directory, self.authority):
            server.stop()
            server.spoil(None)
            server.requests.clear()
            server.start()
        self.directory.routes.clear()
        self.authority.metadata = {"issuer": self.authority.origin}
        self.authority.routes[SERVER] = lambda _: Reply(self.authority.metadata)
        self.pds = Pds(self.authority.origin).start()
        self.others = []

    def end(self):
        for server in (self.directory, self.pds, self.authority, *self.others):
            server.stop()

    def other(self):
        """Another authorization server, which is sound in itself."""
        self.others.append(Authority().start())
        return self.others[-1]

    def account(self, did=None):
        return self.directory.add(Account(did, pds=self.pds.origin))

    def session(self, account=None, **claims):
        session = BoundSession(self.host, did=(account or self.account()).did)
        return session.with_token(access_token(self.host.issuer, session, iss=self.authority.origin, **claims))


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    world = World(tmp_path_factory.mktemp("accounts"))
    try:
        world.host.start()
        yield world
    finally:
        world.host.kill()


@pytest.fixture
def world(running):
    running.begin()
    try:
        yield running
    finally:
        running.end()


def minted(session):
    rows = query(session.host.database, "SELECT count(*) FROM token WHERE subject_did = ?", session.did)
    return rows[0][0]


def test_an_account_whose_five_links_hold_mints_and_its_servers_are_asked_once(world):
    sessions = [world.session() for _ in range(3)]
    for session in sessions:
        answer = session.call("POST", "mintWidgetToken")
        assert answer.status == 200, answer
        assert session.call("GET", READ).status == 200
        assert read(world.host, answer.json["token"]).json["viewer"] == session.did
    assert [world.pds.count(RESOURCE), world.authority.count(SERVER)] == [1, 1]
    assert world.directory.count() == 3


def test_an_account_of_did_web_mints(world):
    with Web() as web:
        account = web.account(pds=world.pds.origin)
        session = BoundSession(world.host, did=account.did)
        session.with_token(access_token(world.host.issuer, session, iss=world.authority.origin))
        assert session.call("POST", "mintWidgetToken").status == 200


def test_a_widget_token_asks_nobody(world):
    token = world.session().mint()
    world.end()
    assert [read(world.host, token).status for _ in range(3)] == [200] * 3


def document(change):
    def spoil(world, account):
        change(account.document)
    return spoil


def service(**changes):
    return document(lambda value: value["service"][0].update(changes))


def resource(reply=None, **changes):
    """The PDS says something else of itself."""
    def spoil(world, account):
        value = reply or Reply({**world.pds.resource, **changes})
        world.pds.routes[RESOURCE] = lambda _: value
    return spoil


def metadata(reply=None, **changes):
    """The authorization server says something else of itself."""
    def spoil(world, account):
        value = reply or Reply({**world.authority.metadata, **changes})
        world.authority.routes[SERVER] = lambda _: value
    return spoil


def two_servers(world, account):
    servers = [world.authority.origin, "https://as.example"]
    world.pds.routes[RESOURCE] = lambda _: Reply({**world.pds.resource, "authorization_servers": servers})


def with_slash(world, account):
    world.pds.resource["authorization_servers"] = [world.authority.origin + "/"]


def other_server(world, account):
    """The account's PDS trusts another server."""
    world.pds.resource["authorization_servers"] = [world.other().origin]


def moved(world, account):
    """The account has moved to a PDS that trusts another server."""
    world.others.append(Pds(world.other().origin).start())
    account.document["service"][0]["serviceEndpoint"] = world.others[-1].origin


def unknown(world, account):
    world.directory.routes.clear()



DOCUMENT, PDS, RESOURCES, ISSUER, TOKEN = (
    "did-to-document", "document-to-pds", "pds-to-authorization-server", "authorization-server-to-issuer",
    "issuer-to-token")
LARGE = Reply(b"{" + b" " * 65_536 + b"}")
REDIRECT = Reply(b"", 302, Location="/elsewhere")

# (the link that breaks, what is wrong with it in the log, how)
BROKEN = [
    (DOCUMENT, "not-found", unknown),
    (DOCUMENT, "document-subject", document(lambda value: value.update(id="did:plc:" + "a" * 24))),
    (DOCUMENT, "document-malformed", document(lambda value: value.update(service={}))),
    (PDS, "pds-missing", document(lambda value: value.update(service=[]))),
    (PDS, "pds-missing", service(id="did:web:other.example#atproto_pds")),
    (PDS, "pds-type", service(type="Other")),
    (PDS, "pds-endpoint", service(serviceEndpoint="http://pds.example")),
    (PDS, "pds-endpoint", service(serviceEndpoint="https://pds.example.com/path")),
    (PDS, "pds-endpoint", service(serviceEndpoint="https://169.254.169.254")),
    (RESOURCES, "metadata-not-found", resource(Reply(b"", 404))),
    (RESOURCES, "metadata-redirected", resource(REDIRECT)),
    (RESOURCES, "metadata-too-large", resource(LARGE)),
    (RESOURCES, "metadata-malformed", resource(Reply(b"{}", content_type="text/html"))),
    (RESOURCES, "metadata-malformed", resource(Reply(b"[]"))),
    (RESOURCES, "metadata-malformed", resource(Reply(b'{"resource":"a","resource":"b"}'))),
    (RESOURCES, "other-resource", resource(resource="https://other.example")),
    (RESOURCES, "other-resource", resource(resource=None)),
    (RESOURCES, "no-single-server", resource(authorization_servers=[])),
    (RESOURCES, "no-single-server", resource(authorization_servers=None)),
    (RESOURCES, "no-single-server", resource(authorization_servers=["http://as.example"])),
    (RESOURCES, "no-single-server", two_servers),
    (RESOURCES, "no-single-server", with_slash),
    (ISSUER, "metadata-not-found", metadata(Reply(b"", 410))),
    (ISSUER, "metadata-redirected", metadata(REDIRECT)),
    (ISSUER, "metadata-malformed", metadata(Reply(b"<html>"))),
    (ISSUER, "other-issuer", metadata(issuer="https://other.example")),
    (ISSUER, "other-issuer", metadata(issuer=None)),
    (ISSUER, "resource-disowned", metadata(protected_resources=["https://other.example"])),
    (ISSUER, "resource-disowned", metadata(protected_resources=[])),
    (TOKEN, "other-token-issuer", other_server),
    (TOKEN, "other-token-issuer", moved),
]
BROKEN_IDS = [f"{link}-{flaw}-{number}" for number, (link, flaw, _) in enumerate(BROKEN)]


@pytest.mark.parametrize("link, flaw, spoil", BROKEN, ids=BROKEN_IDS)
def test_an_account_with_a_broken_link_is_refused_and_the_log_names_it(world, link, flaw, spoil):
    account = world.account()
    session = world.session(account)
    spoil(world, account)
    began = time.monotonic()
    answer = session.call("POST", "mintWidgetToken")
    assert time.monotonic() - began < 3.5
    assert (answer.status, answer.error) == (401, "invalid_token"), answer
    assert answer.all("www-authenticate")[0].startswith("DPoP ") and answer.field("dpop-nonce")
    entry = logged(world.host, answer)
    assert entry["reason"] == "account-elsewhere"
    assert f"{link}: {flaw}" in str(entry), entry
    assert minted(session) == 0
    assert not leaks(world.host, [session.token])


def test_all_five_links_are_broken_and_none_is_lost():
    assert len(BROKEN) == 31
    assert {link for link, *_ in BROKEN} == {DOCUMENT, PDS, RESOURCES, ISSUER, TOKEN}


def test_protected_resources_may_name_the_pds(world):
    world.authority.metadata["protected_resources"] = ["https://other.example", world.pds.origin]
    assert world.session().call("POST", "mintWidgetToken").status == 200


# (name, the server that fails, how; None for gone)
OUTAGES = [(f"{name} {how}", name, reply) for name in ("directory", "pds", "authority") for how, reply in [
    ("gone", None), ("500", Reply(b"", 500)), ("hangs", Reply(silence=20)),
    ("drips", Reply(b"{" + b" " * 1000, pause=0.25))]]


@pytest.mark.parametrize("name, which, reply", OUTAGES, ids=[each[0] for each in OUTAGES])
def test_a_server_that_is_silent_is_503_mints_nothing_and_is_forgiven(world, name, which, reply):
    session, server = world.session().fetch_nonce(), getattr(world, which)
    server.stop() if reply is None else server.spoil(reply)
    began = time.monotonic()
    answer = session.call("POST", "mintWidgetToken")
    assert time.monotonic() - began < 3.5
    assert (answer.status, answer.error) == (503, "NotEnoughResources"), answer
    assert int(answer.field("retry-after")) >= 1 and answer.field("dpop-nonce")
    assert logged(world.host, answer)["reason"] == "identity-unavailable"
    assert minted(session) == 0
    server.spoil(None)
    if server.server is None:
        server.start()
    until(lambda: session.call("POST", "mintWidgetToken").status == 200, deadline=12, pause=0.2)


def test_no_outage_is_lost():
    assert len(OUTAGES) == 12


@pytest.mark.parametrize("verb, nsid", [("POST", MINT), ("GET", READ)], ids=["mint", "read"])
def test_servers_that_are_slow_one_after_the_other_are_not_the_fault_of_the_client(world, verb, nsid):
    account = world.account()
    session = world.session(account).fetch_nonce()
    world.directory.routes[f"/{account.did}"] = lambda _: Reply(account.document, silence=2.7)
    world.pds.routes[RESOURCE] = lambda _: Reply(world.pds.resource, silence=1.3)
    world.authority.routes[SERVER] = lambda _: Reply(world.authority.metadata, silence=1.3)
    assert session.call(verb, nsid).status in (200, 503)


def test_an_outage_does_not_undo_what_is_known(world):
    session = world.session()
    assert session.call("POST", "mintWidgetToken").status == 200
    world.end()
    assert session.call("POST", "mintWidgetToken").status == 200


def test_a_bad_proof_or_token_asks_nobody(world):
    session = world.session().fetch_nonce()
    other = BoundSession(world.host, did=session.did).with_token(session.token)
    other.nonce = session.nonce
    assert other.call("POST", "mintWidgetToken").error == "invalid_token"
    assert session.with_token(session.token[:-8] + "AAAAAAAA").call("POST", "mintWidgetToken").status == 401
    assert world.directory.count() == 0


@pytest.mark.parametrize("did", [
    "did:key:zQ3sh", "did:web:localhost", "did:web:127.0.0.1", "did:web:a.test", "did:plc:short", "did:web:a.com:path"])
def test_an_account_that_cannot_be_resolved_is_refused(world, did):
    answer = world.session(Account(did)).call("POST", "mintWidgetToken")
    assert (answer.status, answer.error) == (401, "invalid_token"), answer
    assert "did-to-document: unsupported-did" in str(logged(world.host, answer))


def did_of(server):
    return f"did:web:localhost%3A{server.port}"


@pytest.mark.parametrize("kind", [Introspection, Entryway])
def test_accounts_of_other_issuers_are_followed_too(tmp_path, kind):
    with kind(tmp_path) as issuer, Directory() as directory, Authority() as other, Pds(issuer.origin) as own, \
            Pds(other.origin) as foreign:
        issuer.ISSUER = issuer.origin
        issuer.routes[SERVER] = lambda _: Reply({"issuer": issuer.origin})
        settings = {**identity_settings(directory), **issuer.settings}
        if kind is Entryway:
            settings["entryway_audiences"] = f"{did_of(own)},{did_of(foreign)}"
        host = Host(tmp_path / "host", account_consistency="true", **settings)
        try:
            host.start()
            for pds, status in [(own, 200), (foreign, 401)]:
                issuer.PDS = did_of(pds)
                session = issuer.issue(BoundSession(host, did=directory.add(pds=pds.origin).did))
                answer = session.call("POST", "mintWidgetToken")
                assert answer.status == status, answer
                if status == 401:
                    assert "issuer-to-token: other-token-issuer" in str(logged(host, answer))
        finally:
            host.kill()


def test_an_account_that_has_moved_to_another_pds_of_the_entryway_needs_a_new_session(tmp_path):
    with Entryway(tmp_path) as entryway, Directory() as directory, Pds(entryway.origin) as old, \
            Pds(entryway.origin) as new:
        entryway.routes[SERVER] = lambda _: Reply({"issuer": entryway.origin})
        settings = {**identity_settings(directory), **entryway.settings,
                    "entryway_audiences": f"{did_of(old)},{did_of(new)}"}
        host = Host(tmp_path / "host", account_consistency="true", **settings)
        try:
            account = directory.add(pds=new.origin)
            for pds, status in [(new, 200), (old, 401)]:
                entryway.PDS = did_of(pds)
                answer = entryway.issue(BoundSession(host.start() if pds is new else host, did=account.did)).call(
                    "POST", "mintWidgetToken")
                assert answer.status == status, answer
            assert logged(host, answer)["reason"] == "account-elsewhere"
            assert f"document-to-pds: {new.origin}" in str(logged(host, answer))
        finally:
            host.kill()


def test_a_pds_that_shares_its_secret_vouches_for_no_account_that_has_moved_away(tmp_path):
    """The new PDS names the old one as its authorization server, so that all the other links hold."""
    pds = SharedPds(tmp_path)
    with Pds() as origin, Directory() as directory, Pds(origin.origin) as elsewhere:
        pds.ORIGIN, pds.DID = origin.origin, did_of(origin)
        origin.routes[SERVER] = lambda _: Reply({"issuer": origin.origin})
        host = Host(tmp_path / "host", account_consistency="true", **identity_settings(directory), **pds.settings)
        try:
            host.start()
            for server, status in [(origin, 200), (elsewhere, 401)]:
                session = pds.issue(BoundSession(host, did=directory.add(pds=server.origin).did))
                answer = session.call("POST", "mintWidgetToken")
                assert answer.status == status, answer
            assert logged(host, answer)["reason"] == "account-elsewhere"
        finally:
            host.kill()
