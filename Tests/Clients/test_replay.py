# SPDX-License-Identifier: Apache-2.0
"""One credential at four servers that share one database: it works once, and nobody sees a fault."""

import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from audit import check_chain, check_events, query
from client import Connection, Session, ask, bearer, read
from host import MINT, READ, Host, command, free_port
from identity_fakes import identity_settings, present
from logs import entries, leaks

HOSTS = 4
CONNECTIONS = 64


@pytest.fixture(scope="module")
def hosts(tmp_path_factory, directory):
    """Four processes behind one public origin, with one database and one file of nonce keys."""
    folder = tmp_path_factory.mktemp("replay")
    assert command("keygen", folder / "nonces").returncode == 0
    first = Host(folder / "0", nonce_file=folder / "nonces", max_active_tokens=1000, **identity_settings(directory))
    hosts = [first]
    for number in range(1, HOSTS):
        host = Host(folder / str(number), **first.settings)
        host.issuer, host.port = first.issuer, free_port()
        host.settings["port"] = host.port
        hosts.append(host)
    try:
        yield [host.start() for host in hosts]
    finally:
        for host in hosts:
            host.kill()


def storm(hosts, count, request):
    """Sends one request `count` times at once over 64 connections that are open beforehand, to all hosts in turn."""
    barrier = threading.Barrier(CONNECTIONS)

    def work(number):
        with Connection(hosts[number % HOSTS].port, timeout=60) as connection:
            assert connection.request("GET", "/xrpc/_health").status == 200
            barrier.wait(30)
            return [connection.request(*request) for _ in range(number, count, CONNECTIONS)]

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        return [answer for share in pool.map(work, range(CONNECTIONS)) for answer in share]


def outcomes(answers):
    return Counter((answer.status, answer.error if answer.status != 200 else None) for answer in answers)


def faults(hosts):
    return [entry for host in hosts for entry in entries(host) if str(entry.get("status", "")).startswith("5")]


def reasons(hosts, code):
    return sum(entry.get("reason") == code for host in hosts for entry in entries(host))


def test_a_thousand_uses_of_one_proof_at_once_mint_one_token(hosts):
    session, trouble = Session(hosts[0]).fetch_nonce(), faults(hosts)
    headers, before = session.headers("POST", MINT), reasons(hosts, "proof-replayed")
    answers = storm(hosts, 1000, ("POST", f"/xrpc/{MINT}", headers))
    assert outcomes(answers) == {(200, None): 1, (401, "invalid_dpop_proof"): 999}
    refusals = [answer for answer in answers if answer.status == 401]
    assert all(answer.all("www-authenticate")[0].startswith("DPoP ") for answer in refusals)
    assert {len(answer.all("dpop-nonce")) for answer in answers} == {1}
    assert reasons(hosts, "proof-replayed") == before + 999
    assert query(hosts[0].database, "SELECT count(*) FROM token WHERE subject_did = ?", session.did) == [(1,)]
    token = next(answer.json["token"] for answer in answers if answer.status == 200)
    assert [read(host, token).status for host in hosts] == [200] * HOSTS
    assert faults(hosts) == trouble
    assert not leaks(hosts[0], [headers[1][1], session.token, token])


def test_a_thousand_uses_of_one_proof_for_a_read_at_once_read_once(hosts):
    session, trouble = Session(hosts[0]).fetch_nonce(), faults(hosts)
    answers = storm(hosts, 1000, ("GET", f"/xrpc/{READ}", session.headers("GET", READ)))
    assert outcomes(answers) == {(200, None): 1, (401, "invalid_dpop_proof"): 999}
    assert faults(hosts) == trouble


@pytest.mark.parametrize("curve", ["secp256k1", "P-256"])
def test_two_hundred_uses_of_one_service_token_at_once_mint_one_token(hosts, directory, curve):
    account, trouble = directory.add(curve=curve), faults(hosts)
    answers = storm(hosts, 200, ("POST", f"/xrpc/{MINT}", bearer(account.service_jwt())))
    assert outcomes(answers) == {(200, None): 1, (401, "JwtReplayed"): 199}
    assert query(hosts[0].database, "SELECT count(*) FROM token WHERE subject_did = ?", account.did) == [(1,)]
    assert directory.asked(account) <= HOSTS
    assert faults(hosts) == trouble


def test_two_hundred_service_tokens_with_one_id_at_once_mint_one_token(hosts, directory):
    account = directory.add()
    tokens = [account.service_jwt(jti="shared", nonce=str(number)) for number in range(200)]
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        answers = list(pool.map(lambda pair: present(hosts[pair[0] % HOSTS], pair[1]), enumerate(tokens)))
    assert outcomes(answers) == {(200, None): 1, (401, "JwtReplayed"): 199}


def test_service_tokens_that_a_busy_database_refuses_are_not_spent(hosts, directory):
    """Four processes want to write at once; who is told to wait repeats the call with the same token."""
    account = directory.add()
    tokens = [account.service_jwt() for _ in range(200)]

    def mint(number):
        answers = [present(hosts[number % HOSTS], tokens[number])]
        while answers[-1].status == 503 and len(answers) < 20:
            assert answers[-1].error == "widget_store_unavailable" and int(answers[-1].field("retry-after")) >= 1
            time.sleep(0.5)
            answers.append(present(hosts[number % HOSTS], tokens[number]))
        return answers[-1]

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        answers = list(pool.map(mint, range(200)))
    assert outcomes(answers) == {(200, None): 200}
    assert len({answer.json["token"] for answer in answers}) == 200
    assert query(hosts[0].database, "SELECT count(*) FROM token WHERE subject_did = ?", account.did) == [(200,)]


@pytest.mark.parametrize("method", ["plc", "dpop"])
def test_a_credential_that_is_spent_at_one_server_is_spent_at_all(hosts, directory, method):
    if method == "plc":
        headers = bearer(directory.add().service_jwt())
    else:
        headers = Session(hosts[0]).fetch_nonce().headers("POST", MINT)
    statuses = [ask(host.port, "POST", f"/xrpc/{MINT}", headers).status for host in hosts]
    assert statuses == [200, 401, 401, 401]


def test_a_credential_that_is_spent_before_a_restart_is_spent_after_it(hosts, directory):
    headers = [bearer(directory.add().service_jwt()), Session(hosts[0]).fetch_nonce().headers("POST", MINT)]
    assert [ask(hosts[3].port, "POST", f"/xrpc/{MINT}", each).status for each in headers] == [200, 200]
    hosts[3].kill()
    hosts[3].start()
    assert [ask(hosts[3].port, "POST", f"/xrpc/{MINT}", each).status for each in headers] == [401, 401]


def test_the_nonce_of_one_server_counts_at_all(hosts):
    session = Session(hosts[1])
    session.host = hosts[0]
    session.fetch_nonce()
    for host in hosts:
        assert ask(host.port, "GET", f"/xrpc/{READ}", session.headers("GET", READ)).status == 200


def test_the_audit_trail_of_all_servers_is_whole(hosts):
    minted = query(hosts[0].database, "SELECT count(*) FROM token")[0][0]
    assert minted > 200
    assert check_chain(hosts[0].database) == minted
    check_events(hosts[0].database)
