# SPDX-License-Identifier: Apache-2.0
"""An HTTP and OAuth client of its own: raw sockets, own proofs, nothing shared with the project."""

import base64
import hashlib
import json
import socket
import threading
import time
import uuid

from joserfc.jwk import ECKey
from joserfc.jws import JWSRegistry

from host import GROUP, ISSUER, READ, SERVICE

ALGORITHMS = {"P-256": "ES256", "secp256k1": "ES256K"}


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def compact_json(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def signature(key, algorithm, text):
    return JWSRegistry.algorithms[algorithm].sign(text.encode(), key)


def jws(header, claims, key, algorithm):
    text = f"{b64(compact_json(header).encode())}.{b64(compact_json(claims).encode())}"
    return f"{text}.{b64(signature(key, algorithm, text))}"


def ath(token):
    return b64(hashlib.sha256(token.encode()).digest())


class Answer:
    def __init__(self, status, fields, body):
        self.status, self.fields, self.body = status, fields, body

    def all(self, name):
        return [value for field, value in self.fields if field == name.lower()]

    def field(self, name):
        values = self.all(name)
        assert len(values) < 2, f"{name} is repeated: {values}"
        return values[0] if values else None

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def error(self):
        return self.json.get("error") if self.body else None

    def __repr__(self):
        return f"{self.status} {self.body[:300]!r} {self.fields}"


class NoAnswer(Exception):
    """The server closed the connection without a whole answer."""


class Connection:
    """One keep-alive connection; every byte of a request is the caller's."""

    def __init__(self, port, timeout=10, source=None):
        self.port, self.timeout, self.source = port, timeout, source
        self.socket = None

    def open(self):
        self.close()
        self.buffer = b""
        self.socket = socket.create_connection(
            ("127.0.0.1", self.port), self.timeout, source_address=(self.source, 0) if self.source else None)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def close(self):
        if self.socket:
            self.socket.close()
        self.socket = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def request(self, verb, target, headers=(), body=None, host=None):
        lines = [f"{verb} {target} HTTP/1.1", f"Host: {host or f'127.0.0.1:{self.port}'}"]
        lines += [f"{name}: {value}" for name, value in headers]
        if body is not None:
            lines.append(f"Content-Length: {len(body)}")
        self.send("\r\n".join(lines).encode() + b"\r\n\r\n" + (body or b""))
        answer = self.receive(verb)
        if (answer.field("connection") or "").lower() == "close":
            self.close()
        return answer

    def send(self, data):
        if not self.socket:
            self.open()
        self.socket.sendall(data)

    def receive(self, verb="GET"):
        while b"\r\n\r\n" not in self.buffer:
            self._more()
        head, self.buffer = self.buffer.split(b"\r\n\r\n", 1)
        status_line, *lines = head.decode("latin-1").split("\r\n")
        fields = [(n.lower(), v.strip()) for n, v in (line.split(":", 1) for line in lines)]
        status = int(status_line.split(" ", 2)[1])
        answer = Answer(status, fields, b"")
        length = 0 if verb == "HEAD" else int(answer.field("content-length") or 0)
        while len(self.buffer) < length:
            self._more()
        answer.body, self.buffer = self.buffer[:length], self.buffer[length:]
        return answer

    def _more(self):
        try:
            data = self.socket.recv(65536)
        except ConnectionError as error:
            raise NoAnswer(str(error)) from error
        if not data:
            raise NoAnswer(f"closed after {self.buffer!r}")
        self.buffer += data


def ask(port, verb, target, headers=(), body=None, source=None):
    with Connection(port, source=source) as connection:
        return connection.request(verb, target, headers, body)


def bearer(token, *more):
    return [("Authorization", f"Bearer {token}"), *more]


def read(host, token, *more, connection=None, nsid=READ):
    """One read with a widget token."""
    headers = bearer(token, *more)
    if connection:
        return connection.request("GET", f"/xrpc/{nsid}", headers)
    return ask(host.port, "GET", f"/xrpc/{nsid}", headers)


def new_did():
    return "did:plc:" + base64.b32encode(uuid.uuid4().bytes[:15]).decode().lower()


class Session:
    """A signed-in account: an access token bound to a key, and proofs made with that key."""

    def __init__(self, host, did=None, curve="P-256", issuer_key="p"):
        self.host, self.did = host, did or new_did()
        self.key = ECKey.generate_key(curve)
        self.algorithm = ALGORITHMS[curve]
        self.token = access_token(host.issuer, self, issuer_key)
        self.nonce = None
        self.lock = threading.Lock()

    def proof(self, verb, nsid, **claims):
        header = {"typ": "dpop+jwt", "alg": self.algorithm, "jwk": self.key.as_dict(private=False)}
        return jws(header, self.proof_claims(verb, nsid, **claims), self.key, self.algorithm)

    def proof_claims(self, verb, nsid, **claims):
        base = {
            "jti": str(uuid.uuid4()), "htm": verb, "htu": f"{self.host.origin}/xrpc/{nsid}", "iat": int(time.time()),
            "ath": ath(self.token)}
        if self.nonce:
            base["nonce"] = self.nonce
        return {**base, **claims}

    def headers(self, verb, nsid, **claims):
        return [("Authorization", f"DPoP {self.token}"), ("DPoP", self.proof(verb, nsid, **claims))]

    def fetch_nonce(self):
        return self.fetch_nonce_for(self.host.origin)

    def fetch_nonce_for(self, origin):
        headers = self.headers("GET", READ, nonce="none", htu=f"{origin}/xrpc/{READ}")
        answer = ask(self.host.port, "GET", f"/xrpc/{READ}", headers)
        assert answer.error == "use_dpop_nonce", answer
        self.nonce = answer.field("dpop-nonce")
        assert self.nonce
        return self

    def call(self, verb, nsid, body=None, query="", extra=(), connection=None):
        """One call with a fresh proof; a challenge is answered once."""
        nsid = nsid if "." in nsid else GROUP + nsid
        answer = self._once(verb, nsid, body, query, extra, connection)
        if answer.status == 401 and answer.error == "use_dpop_nonce":
            self.nonce = answer.field("dpop-nonce")
            answer = self._once(verb, nsid, body, query, extra, connection)
        return answer

    def _once(self, verb, nsid, body, query, extra, connection):
        headers = [*self.headers(verb, nsid), *extra]
        data = None
        if body is not None:
            data = compact_json(body).encode()
            headers.append(("Content-Type", "application/json"))
        with connection or Connection(self.host.port) as opened:
            return opened.request(verb, f"/xrpc/{nsid}{query}", headers, data)

    def mint(self, **kwargs):
        answer = self.call("POST", "mintWidgetToken", **kwargs)
        assert answer.status == 200, answer
        return answer.json["token"]

    def create(self, **body):
        return self.call("POST", "createWidgetToken", body)


def token_claims(session, **claims):
    now = int(time.time())
    return {
        "iss": ISSUER, "aud": SERVICE, "sub": session.did, "jti": str(uuid.uuid4()),
        "client_id": "https://app.test/client.json", "iat": now, "exp": now + 900,
        "cnf": {"jkt": session.key.thumbprint()},
        "scope": "atproto rpc:*?aud=did:web:localhost%23appview", **claims}


def access_token(issuer, session, key="p", **claims):
    algorithm = "ES256" if key == "p" else "ES256K"
    return jws(
        {"typ": "at+jwt", "alg": algorithm, "kid": key}, token_claims(session, **claims), issuer.keys[key], algorithm)


def token_id(token):
    return "wtok_" + token[6:28]
