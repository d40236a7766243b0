#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Mints over sockets at a steady rate, at several processes that share one SQLite file; prints latencies.

Requests start on a clock, not when the answer before has come, so a slow answer is not hidden. Client and servers share
the machine. Needs the packages of Tests/Clients/requirements.txt.

Usage: mints.py BINARY [--rate 200] [--seconds 20] [--nodes 2]
"""
import argparse
import os
import pathlib
import statistics
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "Tests/Clients"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("binary")
    parser.add_argument("--rate", type=int, default=200)
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--nodes", type=int, default=2)
    arguments = parser.parse_args()
    os.environ["XRPC_HOST_BINARY"] = arguments.binary
    from client import Connection, Session
    from host import GROUP, Host, command

    mint = GROUP + "mintWidgetToken"
    with tempfile.TemporaryDirectory() as folder:
        nonces = pathlib.Path(folder) / "nonces"
        assert command("keygen", nonces).returncode == 0
        origin = "https://api.example.com"
        shared = dict(public_origin=origin, nonce_file=nonces, nodes=arguments.nodes)
        first = Host(pathlib.Path(folder) / "0", **shared)
        hosts = [first.start()]
        for number in range(1, arguments.nodes):
            other = Host(pathlib.Path(folder) / str(number), **{**shared, "database": first.database})
            other.settings.update({"pepper-file": first.settings["pepper-file"], "issuer-jwks": first.settings["issuer-jwks"]})
            hosts.append(other.start())
        try:
            measure(arguments, hosts, origin, mint, Connection, Session)
        finally:
            for host in hosts:
                host.kill()


def measure(arguments, hosts, origin, mint, connection_type, session_type) -> None:
    total = arguments.rate * arguments.seconds
    print(f"preparing {total} mints", file=sys.stderr, flush=True)
    sessions = [session_type(hosts[0]) for _ in range(total // 20)]
    nonce = sessions[0].fetch_nonce_for(origin).nonce
    requests = []
    for number in range(total):
        session = sessions[number % len(sessions)]
        session.nonce = nonce
        requests.append(session.headers("POST", mint, htu=f"{origin}/xrpc/{mint}"))
    local, times, statuses = threading.local(), [], {}
    lock = threading.Lock()

    def send(number: int, due: float) -> None:
        if not hasattr(local, "connections"):
            local.connections = [connection_type(host.port, timeout=20) for host in hosts]
        answer = local.connections[number % len(hosts)].request("POST", f"/xrpc/{mint}", requests[number])
        with lock:
            times.append(time.monotonic() - due)
            statuses[answer.status] = statuses.get(answer.status, 0) + 1

    with ThreadPoolExecutor(32) as pool:
        start = time.monotonic() + 0.1
        for number in range(total):
            due = start + number / arguments.rate
            time.sleep(max(0.0, due - time.monotonic()))
            pool.submit(send, number, due)
    times.sort()
    print(f"{total} mints at {arguments.rate} a second, {len(hosts)} processes, one SQLite file: answers {statuses}")
    print(f"p50 {statistics.median(times) * 1000:.1f} ms, p99 {times[int(len(times) * 0.99)] * 1000:.1f} ms, "
          f"longest {times[-1] * 1000:.1f} ms  (aim 15 ms and 60 ms)")


main()
