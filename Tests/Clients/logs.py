# SPDX-License-Identifier: Apache-2.0
"""Reads what a host has written about a request, and looks for what no log may hold."""

import json

from fake_server import until


def entries(host, word=b""):
    """The log lines with `word` in them."""
    for path in host.logs():
        for line in path.read_bytes().splitlines():
            if word in line and line.endswith(b"}"):
                yield json.loads(line)


def logged(host, answer):
    """The log line of the request that got `answer`."""
    name = f'"request":"{answer.field("x-request-id")}"'.encode()
    return until(lambda: next(entries(host, name), None))


def leaks(host, secrets):
    """The secrets, and the signatures of those that are a JWS, that a file beside the log holds; names only."""
    found = []
    for path in host.logs():
        data = path.read_bytes()
        for secret in secrets:
            for part in {secret, secret.rsplit(".", 1)[-1]}:
                if part.encode() in data:
                    found.append((path.name, part[:8]))
    return found
