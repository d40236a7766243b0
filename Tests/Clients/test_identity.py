# SPDX-License-Identifier: Apache-2.0
"""The documents behind service tokens: rotated keys, a directory that fails, and hosts that misbehave."""

import gzip
import json
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from joserfc.jwk import ECKey

from audit import query
from client import new_did, read
from fake_server import Reply, until
from host import READ, Host
from identity_fakes import DOCUMENT_TYPE, Account, Directory, Web, identity_settings, multikey, present
from logs import logged

LIMIT = 3.5
FORGERIES = 1000


@pytest.fixture
def directory():
    with Directory() as directory:
        yield directory


@pytest.fixture
def host(tmp_path, directory):
    host = Host(tmp_path, **identity_settings(directory))
    try:
        yield host.start()
    finally:
        host.kill()


def minted(host):
    return query(host.database, "SELECT count(*) FROM token")[0][0]


def refused(host, answer, error, code):
    assert (answer.status, answer.error) == (401, error), answer
    assert logged(host, answer)["reason"] == f"service-jwt-{code}"


@pytest.mark.parametrize("method", ["plc", "web"])
def test_a_rotated_key_counts_after_one_more_request_and_the_old_key_no_longer(host, directory, method):
    with Web() as web:
        server, account = (directory, directory.add()) if method == "plc" else (web, web.account())
        assert present(host, account.service_jwt()).status == 200
        old = account.rotate()
        assert present(host, account.service_jwt(key=old)).status == 200, "the copy is still fresh"
        assert server.count() == 1
        assert present(host, account.service_jwt()).status == 200
        assert server.count() == 2
        refused(host, present(host, account.service_jwt(key=old)), "BadJwtSignature", "signature")
        assert [present(host, account.service_jwt()).status for _ in range(3)] == [200] * 3
        assert server.count() == 2


def test_a_key_of_another_curve_counts_too(host, directory):
    account = directory.add()
    assert present(host, account.service_jwt()).status == 200
    account.curve = "P-256"
    account.rotate()
    assert present(host, account.service_jwt()).status == 200
    assert directory.asked(account) == 2


def test_a_second_rotation_within_a_minute_waits(host, directory):
    account = directory.add()
    assert present(host, account.service_jwt()).status == 200
    account.rotate()
    assert present(host, account.service_jwt()).status == 200
    account.rotate()
    assert present(host, account.service_jwt()).error == "BadJwtSignature"
    assert directory.asked(account) == 2


def test_a_thousand_bad_signatures_cost_the_directory_one_more_request(host, directory):
    account, other = directory.add(), ECKey.generate_key("secp256k1")
    assert present(host, account.service_jwt()).status == 200
    tokens = [account.service_jwt(key=other) for _ in range(FORGERIES)]
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda token: present(host, token), tokens))
    assert {(answer.status, answer.error) for answer in answers} == {(401, "BadJwtSignature")}
    assert len(answers) == FORGERIES and directory.asked(account) == 2
    assert present(host, account.service_jwt()).status == 200
    assert minted(host) == 2


def test_a_thousand_bad_signatures_for_an_account_that_nobody_has_seen_cost_two_requests(host, directory):
    account, other = directory.add(), ECKey.generate_key("secp256k1")
    tokens = [account.service_jwt(key=other) for _ in range(FORGERIES)]
    with ThreadPoolExecutor(16) as pool:
        statuses = [answer.status for answer in pool.map(lambda token: present(host, token), tokens)]
    assert statuses == [401] * FORGERIES and directory.asked(account) in (1, 2)


def test_many_calls_for_one_account_at_once_cost_one_request(host, directory):
    account = directory.add()
    tokens = [account.service_jwt() for _ in range(20)]
    with ThreadPoolExecutor(20) as pool:
        assert [answer.status for answer in pool.map(lambda token: present(host, token), tokens)] == [200] * 20
    assert directory.asked(account) == 1


def test_an_unknown_account_is_asked_for_once_a_minute(host, directory):
    account = Account()
    for _ in range(5):
        refused(host, present(host, account.service_jwt()), "BadJwtIss", "issuer-unknown")
    assert directory.asked(account) == 1


OUTAGES = [
    ("the directory is gone", lambda directory: directory.stop()),
    ("the directory is broken", lambda directory: directory.spoil(Reply(b"", 500))),
    ("the directory is overloaded", lambda directory: directory.spoil(Reply(b"", 429))),
    ("a proxy without its directory", lambda directory: directory.spoil(Reply(b"<h1>", 502, "text/html"))),
    ("the directory hangs", lambda directory: directory.spoil(Reply(silence=20))),
    ("the directory drips", lambda directory: directory.spoil(Reply(b"{" + b" " * 1000, pause=0.25))),
]


@pytest.mark.parametrize("name, fail", OUTAGES, ids=[name for name, _ in OUTAGES])
def test_an_outage_is_503_mints_nothing_and_ends_by_itself(host, directory, name, fail):
    known, account = directory.add(), directory.add()
    held = present(host, known.service_jwt()).json["token"]
    fail(directory)
    token, began = account.service_jwt(), time.monotonic()
    answer = present(host, token)
    assert time.monotonic() - began <= LIMIT
    assert (answer.status, answer.error) == (503, "IdentityUnavailable"), answer
    assert int(answer.field("retry-after")) >= 1 and answer.json["message"]
    assert answer.all("www-authenticate") == []
    assert logged(host, answer)["reason"] == "service-jwt-identity-unavailable"
    assert minted(host) == 1
    assert read(host, held).status == 200, "tokens that were minted before need no directory"
    assert present(host, known.service_jwt()).status == 200, "a fresh copy needs no directory"
    directory.spoil(None)
    if directory.server is None:
        directory.start()
    until(lambda: present(host, account.service_jwt(READ), "GET", READ).status == 200, pause=0.1)
    assert present(host, token).status == 200, "an outage does not spend a token"


def test_no_outage_is_lost():
    assert len(OUTAGES) == 6


@pytest.mark.xfail(strict=True, reason=(
    "a forced refresh that fails by an outage is answered with 401 BadJwtSignature and uses up the one of this minute"))
def test_a_rotated_key_is_503_in_an_outage_and_counts_when_it_is_over(host, directory):
    account = directory.add()
    assert present(host, account.service_jwt()).status == 200
    account.rotate()
    directory.spoil(Reply(b"", 500))
    answer = present(host, account.service_jwt())
    directory.spoil(None)
    assert (answer.status, answer.error) == (503, "IdentityUnavailable"), answer
    until(lambda: present(host, account.service_jwt()).status == 200)


def test_hosts_that_hang_do_not_hold_up_the_next_request(host, directory):
    accounts, fresh = [directory.add() for _ in range(6)], directory.add()
    for account in accounts:
        directory.routes[f"/{account.did}"] = lambda _: Reply(silence=20)
    with ThreadPoolExecutor(6) as pool:
        began = time.monotonic()
        assert {each.status for each in pool.map(lambda each: present(host, each.service_jwt()), accounts)} == {503}
        assert time.monotonic() - began <= LIMIT
    assert present(host, fresh.service_jwt()).status == 200


def large(account, size):
    document = account.written()
    text = Reply(document).body
    return text[:-1] + b" " * (size - len(text)) + b"}"


def with_document(**changes):
    def spoil(account):
        account.document.update(changes)
        return Reply(account.document, content_type=DOCUMENT_TYPE)
    return spoil


def with_method(**changes):
    def spoil(account):
        account.document["verificationMethod"][0].update(changes)
        return Reply(account.document, content_type=DOCUMENT_TYPE)
    return spoil


def lent(account):
    """A document that calls another DID's key its own by a mere suffix."""
    account.document["verificationMethod"][0]["id"] = "did:web:other.example#atproto"
    return Reply(account.document)


def doubled(account):
    body = Reply(account.document).body
    return Reply(b'{"id":"did:plc:other",' + body[1:])


def in_vain(account):
    return Reply(b"", 302, Location=f"http://localhost:1/{account.did}")


def first_wins(account):
    """A usable key after one that is not."""
    bad = {**account.document["verificationMethod"][0], "publicKeyMultibase": "zAAAA"}
    account.document["verificationMethod"].insert(0, bad)
    return Reply(account.document)


def compressed(account):
    return Reply(gzip.compress(Reply(account.document).body), Content_Encoding="gzip")


# (name, what the host of the document answers, error name, reason code)
DOCUMENTS = [
    ("65 KiB", lambda account: Reply(large(account, 65 * 1024)), "BadJwtIss", "issuer-document"),
    ("one byte over 64 KiB", lambda account: Reply(large(account, 65_537)), "BadJwtIss", "issuer-document"),
    ("a redirect", in_vain, "BadJwtIss", "issuer-document"),
    ("404", lambda account: Reply(b"", 404), "BadJwtIss", "issuer-unknown"),
    ("410", lambda account: Reply(b"", 410), "BadJwtIss", "issuer-unknown"),
    ("a document of another DID", with_document(id=new_did()), "BadJwtIss", "issuer-document"),
    ("a document of no DID", with_document(id=None), "BadJwtIss", "issuer-document"),
    ("no JSON", lambda account: Reply(b"<html>"), "BadJwtIss", "issuer-document"),
    ("a list", lambda account: Reply([account.document]), "BadJwtIss", "issuer-document"),
    ("nothing", lambda account: Reply(b""), "BadJwtIss", "issuer-document"),
    ("id twice", doubled, "BadJwtIss", "issuer-document"),
    ("compressed", compressed, "BadJwtIss", "issuer-document"),
    ("too deep", with_document(more=json.loads("[" * 17 + "]" * 17)), "BadJwtIss", "issuer-document"),
    ("65 keys", with_document(verificationMethod=[{}] * 65), "BadJwtIss", "issuer-document"),
    ("no keys", with_document(verificationMethod=[]), "BadJwtIss", "issuer-key"),
    ("keys that are no list", with_document(verificationMethod={}), "BadJwtIss", "issuer-document"),
    ("a key of another DID", lent, "BadJwtIss", "issuer-key"),
    ("a key that another controls", with_method(controller="did:web:other.example"), "BadJwtIss", "issuer-key"),
    ("a key of an unknown type", with_method(type="JsonWebKey2020"), "BadJwtIss", "issuer-key"),
    ("a key that is none", with_method(publicKeyMultibase="zAAAA"), "BadJwtIss", "issuer-key"),
    ("a good key after a bad one", first_wins, "BadJwtIss", "issuer-key"),
    ("another key", with_method(publicKeyMultibase=multikey(ECKey.generate_key("secp256k1"))), "BadJwtSignature",
     "signature"),
]
DOCUMENT_IDS = [name for name, *_ in DOCUMENTS]


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    with Directory() as directory:
        host = Host(tmp_path_factory.mktemp("documents"), **identity_settings(directory))
        try:
            yield host.start(), directory
        finally:
            host.kill()


@pytest.mark.parametrize("method", ["plc", "web"])
@pytest.mark.parametrize("name, spoil, error, code", DOCUMENTS, ids=DOCUMENT_IDS)
def test_a_document_that_breaks_a_rule_is_refused_in_time(shared, method, name, spoil, error, code):
    host, directory = shared
    with Web() as web:
        account = directory.add() if method == "plc" else web.account()
        (directory if method == "plc" else web).routes[
            f"/{account.did}" if method == "plc" else "/.well-known/did.json"] = lambda _: spoil(account)
        began = time.monotonic()
        refused(host, present(host, account.service_jwt()), error, code)
        assert time.monotonic() - began <= LIMIT
    assert minted(host) == 0


def test_no_document_is_lost():
    assert len(DOCUMENTS) == 22 and len(set(DOCUMENT_IDS)) == 22


def test_a_document_of_exactly_64_kib_is_read(host, directory):
    account = directory.add()
    directory.routes[f"/{account.did}"] = lambda _: Reply(large(account, 65_536))
    assert present(host, account.service_jwt()).status == 200


def test_a_redirect_is_not_followed(host, directory):
    account = directory.add()
    with Directory() as other:
        other.add(account)
        directory.routes[f"/{account.did}"] = lambda _: Reply(b"", 301, Location=f"{other.origin}/{account.did}")
        assert present(host, account.service_jwt()).error == "BadJwtIss"
        assert other.count() == 0


def test_a_mirror_answers_while_the_directory_does_not(tmp_path, directory):
    with Directory() as mirror:
        host = Host(tmp_path, loopback_identities="true", plc_directories=f"{directory.origin},{mirror.origin}")
        try:
            host.start()
            account, unknown = mirror.add(), mirror.add()
            directory.spoil(Reply(b"", 503))
            assert present(host, account.service_jwt()).status == 200
            directory.spoil(None)
            assert present(host, unknown.service_jwt()).error == "BadJwtIss", "404 is an answer"
            assert mirror.asked(unknown) == 0
        finally:
            host.kill()


def test_slow_hosts_of_strangers_do_not_hold_up_the_directory(host, directory):
    with Web() as slow:
        slow.spoil(Reply(b" " * 1000, pause=0.25))
        stranger, account = slow.account(), directory.add()
        with ThreadPoolExecutor(8) as pool:
            waiting = [pool.submit(present, host, stranger.service_jwt()) for _ in range(8)]
            began = time.monotonic()
            assert present(host, account.service_jwt()).status == 200
            assert time.monotonic() - began < 1.5
            assert {each.result().status for each in waiting} == {503}


# Hosts that no token may make this server call, whatever the settings say about loopback.
HOSTS = [
    "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0", "10.0.0.1", "169.254.169.254", "192.168.0.1",
    "%5B%3A%3A1%5D", "[::1]", "localhost", "LOCALHOST%3A80", "localhost.", "localhost%3a80", "localhost%3A0",
    "localhost%3A65536", "localhost%3A080", "localhost%3A80%2F", "localhost%3A80%40a.example", "a.localhost",
    "printer.local", "router.internal", "intranet", "a.test", "a.onion", "a.invalid", "a.example", "127.0.0.1%3A80",
    "a_b.com", "-a.com", "a..com", ".com", "a.com.", "a.com%3A443", "a.com%00", "a%2Ecom", "a.com:path", "xn--.com",
    "a.com?q", "1.1.1.1",
]


@pytest.mark.parametrize("name", HOSTS)
def test_a_host_that_is_not_public_is_not_asked(shared, name):
    host, _ = shared
    account = Account(did=f"did:web:{name}")
    began = time.monotonic()
    answer = present(host, account.service_jwt())
    assert (answer.status, answer.error) == (401, "BadJwtIss"), answer
    assert logged(host, answer)["reason"] == "service-jwt-issuer-method"
    assert time.monotonic() - began < 1


def test_no_host_is_lost():
    assert len(HOSTS) == 41 and len(set(HOSTS)) == 41


def test_loopback_is_not_asked_without_the_setting(tmp_path):
    host = Host(tmp_path)
    try:
        host.start()
        with Web() as web:
            assert present(host, web.account().service_jwt()).error == "BadJwtIss"
            assert web.count() == 0
    finally:
        host.kill()
