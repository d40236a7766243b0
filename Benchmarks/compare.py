#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the benchmarks and prints ratios to their baselines, as medians of interleaved rounds."""
import argparse
import json
import pathlib
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time

LUA = """
local tokens = {}
for line in io.lines(os.getenv("TOKENS")) do tokens[#tokens + 1] = line end
local next = 0
request = function()
  next = next % #tokens + 1
  return wrk.format("GET", nil, {["Authorization"] = "Bearer " .. tokens[next]})
end
"""

FILLER = """
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})
INSERT INTO token (id, secret_mac, row_mac, pepper_id, subject_did, actor, aud, profile, scopes, methods, origins,
  assurance, created_at, expires_at)
SELECT substr(hex(randomblob(11)), 1, 22), randomblob(32), randomblob(32), 1, 'did:plc:' || lower(hex(randomblob(12))),
  'operator', 'did:web:localhost#appview', 'native', 'default', 'com.example.snaps.getLatest', '', 'operator',
  1700000000000 + i, 1700000000000 + i + 7776000000 FROM n;
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port: int) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    sys.exit(f"nothing listens on port {port}")


def resident_megabytes(process: subprocess.Popen) -> float:
    status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+) kB", status)[1]) / 1024


def load(url: str, seconds: int, script: str | None, tokens: str, connections: int = 64) -> dict:
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency"] + (["-s", script] if script else []) + [url]
    text = subprocess.run(command, check=True, capture_output=True, text=True, env={"PATH": "/usr/bin:/bin", "TOKENS": tokens}).stdout
    if "Non-2xx" in text:
        sys.exit(f"{url} answered errors:\n{text}")
    scale = {"us": 0.001, "ms": 1.0, "s": 1000.0}
    percentile = {
        name: float(value) * scale[unit]
        for name, value, unit in re.findall(r"(50|99)%\s+([\d.]+)(us|ms|s)", text)
    }
    return {"rate": float(re.search(r"Requests/sec:\s+([\d.]+)", text)[1]), "p50": percentile["50"], "p99": percentile["99"]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("binaries")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=4)
    arguments = parser.parse_args()
    arguments.host = f"{arguments.binaries}/xrpc-host"
    print("== The check before a mint (processor time, medians)", flush=True)
    subprocess.run([f"{arguments.binaries}/mint-check"], check=True)
    print("== The check of a service-auth JWT, its DID document in the cache", flush=True)
    subprocess.run([f"{arguments.binaries}/service-check"], check=True)
    print("== Malformed proofs", flush=True)
    subprocess.run([f"{arguments.binaries}/refusal-check"], check=True)
    print("== What the host itself does for a request, without sockets (processor time, medians)", flush=True)
    subprocess.run([f"{arguments.binaries}/dispatch-check"], check=True)
    with tempfile.TemporaryDirectory() as directory:
        queries(arguments, pathlib.Path(directory))


def queries(arguments: argparse.Namespace, directory: pathlib.Path) -> None:
    host_port, hello_port = free_port(), free_port()
    database, pepper, jwks = directory / "b.sqlite", directory / "pepper", directory / "jwks.json"
    key = {"kty": "EC", "crv": "P-256", "x": "l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs", "y": "9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA"}
    jwks.write_text(json.dumps({"keys": [key]}))
    subprocess.run([arguments.host, "keygen", pepper], check=True, stdout=subprocess.DEVNULL)
    settings = [
        "--public-origin", f"http://127.0.0.1:{host_port}", "--service-did", "did:web:localhost#appview",
        "--database", database, "--pepper-file", pepper, "--widget-methods", "com.example.snaps.getLatest",
    ]
    tokens = []
    for number in range(40):
        mint = [arguments.host, "token", "mint", "--json", "--did", f"did:plc:{number:024d}", *settings]
        tokens.append(json.loads(subprocess.run(mint, check=True, capture_output=True, text=True).stdout)["token"])
    subprocess.run(["sqlite3", database, FILLER.format(count=arguments.rows - len(tokens))], check=True)
    rows = subprocess.run(["sqlite3", database, "SELECT count(*) FROM token"], check=True, capture_output=True, text=True).stdout
    token_file, script = directory / "tokens", directory / "bearer.lua"
    token_file.write_text("\n".join(tokens) + "\n")
    script.write_text(LUA)
    serve = [
        arguments.host, "serve", "--port", str(host_port), "--issuer", "https://as.test", "--issuer-jwks", jwks,
        "--sample-app", "true", "--log-level", "warning", *settings,
    ]
    servers = [subprocess.Popen(serve), subprocess.Popen([f"{arguments.binaries}/hello", str(hello_port)])]
    try:
        wait_for(host_port)
        wait_for(hello_port)
        targets = {
            # The same script for both, so that the client, which shares the cores, does the same work.
            "hello": (f"http://127.0.0.1:{hello_port}/hello", str(script)),
            "query": (f"http://127.0.0.1:{host_port}/xrpc/com.example.snaps.getLatest?limit=1", str(script)),
        }
        results = {connections: {name: [] for name in targets} for connections in (64, 8)}
        for name, (url, lua) in targets.items():
            load(url, 1, lua, str(token_file))
        for _ in range(arguments.rounds):
            for connections, runs in results.items():
                for name, (url, lua) in targets.items():
                    runs[name].append(load(url, arguments.seconds, lua, str(token_file), connections))
        memory = {"query": resident_megabytes(servers[0]), "hello": resident_megabytes(servers[1])}
    finally:
        for server in servers:
            server.terminate()
            server.wait()
    for connections, runs in results.items():
        report(runs, memory, rows.strip(), connections)


def report(results: dict[str, list[dict]], memory: dict[str, float], rows: str, connections: int) -> None:
    print(f"== A widget-authenticated query over HTTP, {rows} tokens in SQLite, {connections} connections")
    print(f"{'':34}{'requests/s':>12}{'p50 ms':>9}{'p99 ms':>9}{'RSS MB':>9}")
    names = {"hello": "bare Hummingbird, small Codable", "query": "widget token, row read, JSON"}
    for name, label in names.items():
        middle = {key: statistics.median(run[key] for run in results[name]) for key in ("rate", "p50", "p99")}
        print(f"{label:34}{middle['rate']:12.0f}{middle['p50']:9.2f}{middle['p99']:9.2f}{memory[name]:9.0f}")
    ratio = statistics.median(q["rate"] / h["rate"] for q, h in zip(results["query"], results["hello"]))
    print(f"{'ratio of requests/s':34}{ratio:12.2f}  (aim 0.9 or more)")


if __name__ == "__main__":
    main()
