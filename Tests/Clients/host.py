# SPDX-License-Identifier: Apache-2.0
"""Starts and stops the server binary, and is the authorization server that it trusts."""

import json
import os
import socket
import subprocess
import time
from pathlib import Path

from joserfc.jwk import ECKey

ISSUER = "https://as.test"
SERVICE = "did:web:localhost#appview"
READ = "com.example.snaps.getLatest"
INBOX = "com.example.snaps.getInbox"
GROUP = "app.didpic.identity."
MINT = GROUP + "mintWidgetToken"


def binary():
    path = os.environ.get("XRPC_HOST_BINARY")
    assert path, "set XRPC_HOST_BINARY to the xrpc-host executable"
    assert os.access(path, os.X_OK), f"XRPC_HOST_BINARY names no executable: {path}"
    return path


def command(*arguments, env=None, timeout=20):
    """Runs one command of the binary with a clean environment."""
    return subprocess.run(
        [binary(), *map(str, arguments)], capture_output=True, text=True, timeout=timeout,
        env={"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), **(env or {})})


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Issuer:
    """The keys of the authorization server."""

    def __init__(self):
        self.keys = {"p": ECKey.generate_key("P-256"), "k": ECKey.generate_key("secp256k1")}

    def write(self, path):
        public = [{**key.as_dict(private=False), "kid": kid} for kid, key in self.keys.items()]
        Path(path).write_text(json.dumps({"keys": public}))


class Host:
    """One server on one directory; `start` and `kill` may alternate."""

    def __init__(self, directory, **settings):
        self.directory = Path(directory)
        self.directory.mkdir(parents=True, exist_ok=True)
        self.port = free_port()
        self.issuer = Issuer()
        self.issuer.write(self.directory / "jwks.json")
        self.process = None
        self.starts = 0
        self.settings = {
            "port": self.port, "public-origin": self.origin, "service-did": SERVICE, "database": self.database,
            "pepper-file": self.directory / "pepper", "issuer": ISSUER, "issuer-jwks": self.directory / "jwks.json",
            "widget-methods": READ, "sample-app": "true", "account-consistency": "false",
            "mints-per-hour": 1_000_000, "mints-per-day": 1_000_000,
            **{name.replace("_", "-"): value for name, value in settings.items()}}
        made = command("keygen", self.directory / "pepper")
        assert made.returncode == 0, made.stderr

    @property
    def origin(self):
        return f"http://127.0.0.1:{self.port}"

    @property
    def database(self):
        return self.directory / "tokens.sqlite"

    @property
    def flags(self):
        return [text for name, value in self.settings.items() for text in (f"--{name}", str(value))]

    def logs(self):
        return [self.directory / f"{stream}-{n}" for n in range(1, self.starts + 1) for stream in ("out", "err")]

    def start(self, deadline=10):
        self.starts += 1
        out, err = (self.directory / f"{name}-{self.starts}" for name in ("out", "err"))
        with open(out, "wb") as stdout, open(err, "wb") as stderr:
            self.process = subprocess.Popen(
                [binary(), "serve", *self.flags], stdout=stdout, stderr=stderr, env={"PATH": os.environ["PATH"]})
        end = time.monotonic() + deadline
        while b'"listening"' not in err.read_bytes():
            assert self.process.poll() is None, f"the server ended: {err.read_text()}"
            assert time.monotonic() < end, f"the server is not listening: {err.read_text()}"
            time.sleep(0.01)
        return self

    def kill(self):
        if self.process and self.process.poll() is None:
            self.process.kill()
        if self.process:
            self.process.wait(10)

    def stop(self):
        """Asks for a graceful end and returns the exit code."""
        self.process.terminate()
        try:
            return self.process.wait(15)
        finally:
            self.kill()
