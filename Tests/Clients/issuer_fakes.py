# SPDX-License-Identifier: Apache-2.0
"""Authorization servers that a host may trust: one that introspects, an entryway, and a PDS with its secret."""

import base64
import hashlib
import hmac
import json
import os
import secrets
import sqlite3
import time
import uuid
from contextlib import contextmanager
from datetime import datetime, timezone
from urllib.parse import parse_qs, unquote_plus, urlsplit

from joserfc.jwk import ECKey

from client import Session, b64, compact_json, jws
from fake_server import FakeServer, Reply
from forge import DROP
from host import SERVICE

SCOPE = "atproto rpc:*?aud=did:web:localhost%23appview"
CLIENT = "https://app.test/client.json"


class BoundSession(Session):
    """A session whose access token is whatever `token` holds."""

    def __init__(self, host, did=None, curve="P-256"):
        super().__init__(host, did, curve)
        self.jkt = self.key.thumbprint()

    def with_token(self, token):
        self.token = token
        return self


def claims_of(session, issuer, audience=SERVICE, **more):
    now = int(time.time())
    claims = {
        "iss": issuer, "aud": audience, "sub": session.did, "jti": "tok-" + secrets.token_hex(16), "client_id": CLIENT,
        "iat": now, "exp": now + 900, "cnf": {"jkt": session.jkt}, "scope": SCOPE, **more}
    return {name: value for name, value in claims.items() if value is not DROP}


class Introspection(FakeServer):
    """An endpoint of RFC 7662 that knows one client and opaque tokens."""

    PATH = "/introspect"
    ISSUER = "https://as.example"

    def __init__(self, directory):
        super().__init__()
        self.client, self.secret = "host:1", "se%cret +" + secrets.token_hex(8)
        self.answers, self.asked = {}, []
        self.delay, self.running, self.most = 0, 0, 0
        self.routes[self.PATH] = self.introspect
        self.file = directory / "introspection-secret"
        self.write_secret(self.secret)

    def write_secret(self, secret):
        self.file.write_text(secret + "\n")
        self.file.chmod(0o600)

    @property
    def settings(self):
        return {
            "introspection_url": self.origin + self.PATH, "introspection_issuer": self.ISSUER,
            "introspection_client": self.client, "introspection_secret_file": self.file}

    def issue(self, session, **more):
        """An opaque token and what the endpoint will say about it."""
        token = secrets.token_urlsafe(32)
        answer = {"active": True, "token_type": "DPoP", **claims_of(session, self.ISSUER), **more}
        self.answers[token] = {name: value for name, value in answer.items() if value is not DROP}
        return session.with_token(token)

    def introspect(self, request):
        scheme, _, pair = (request.fields.get("Authorization") or "").partition(" ")
        client, _, secret = base64.b64decode(pair).decode().partition(":")
        if (request.verb, scheme) != ("POST", "Basic"):
            return Reply({"error": "invalid_request"}, 400)
        if (unquote_plus(client), unquote_plus(secret)) != (self.client, self.secret):
            return Reply({"error": "invalid_client"}, 401)
        form = parse_qs(request.body.decode())
        assert form["token_type_hint"] == ["access_token"]
        [token] = form["token"]
        with self.lock:
            self.asked.append(token)
            self.running += 1
            self.most = max(self.most, self.running)
        time.sleep(self.delay)
        with self.lock:
            self.running -= 1
        return Reply(self.answers.get(token, {"active": False}))

    @contextmanager
    def slow(self, seconds):
        """Answers that take this long, and in `most` how many are asked for at one time."""
        self.delay, self.most = seconds, 0
        try:
            yield
        finally:
            self.delay = 0


class Entryway(FakeServer):
    """Signs tokens for the PDSes behind it with ES256K, and knows what scope references stand for."""

    PATH = "/xrpc/com.atproto.temp.dereferenceScope"
    PDS = "did:web:pds.example"

    def __init__(self, directory):
        super().__init__()
        self.key = ECKey.generate_key("secp256k1")
        self.scopes = {}
        self.routes[self.PATH] = self.dereference
        self.file = directory / "entryway.json"
        self.write(self.key)

    def write(self, *keys):
        self.file.write_text(json.dumps({"keys": [key.as_dict(private=False) for key in keys]}))

    @property
    def settings(self):
        return {"entryway": self.origin, "entryway_keys": self.file, "entryway_audiences": self.PDS}

    def issue(self, session, key=None, header=None, **more):
        return session.with_token(jws(
            {"typ": "at+jwt", "alg": "ES256K", **(header or {})}, claims_of(session, self.origin, self.PDS, **more),
            key or self.key, "ES256K"))

    def refer(self, scope):
        """A reference to a scope."""
        name = "ref:bafyrei" + base64.b32encode(uuid.uuid4().bytes).decode().lower().rstrip("=")
        self.scopes[name] = scope
        return name

    def dereference(self, request):
        name = parse_qs(urlsplit(request.target).query)["scope"][0]
        if name not in self.scopes:
            return Reply({"error": "InvalidRequest"}, 400)
        return Reply({"scope": self.scopes[name]})


def iso(seconds):
    return datetime.fromtimestamp(seconds, timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class SharedPds:
    """A PDS that is its own authorization server: its secret and its account.sqlite."""

    ORIGIN = "https://pds.example"
    DID = "did:web:pds.example"
    SCHEMA = """
        CREATE TABLE actor (
            did varchar PRIMARY KEY, handle varchar, createdAt varchar NOT NULL, takedownRef varchar,
            deactivatedAt varchar, deleteAfter varchar);
        CREATE TABLE token (
            id integer PRIMARY KEY AUTOINCREMENT, did varchar NOT NULL, tokenId varchar NOT NULL UNIQUE,
            createdAt varchar NOT NULL, updatedAt varchar NOT NULL, expiresAt varchar NOT NULL,
            clientId varchar NOT NULL, clientAuth varchar NOT NULL, deviceId varchar, parameters varchar NOT NULL,
            details varchar, code varchar, currentRefreshToken varchar UNIQUE, scope varchar);
        """

    def __init__(self, directory):
        self.secret = secrets.token_hex(32)
        self.file, self.database = directory / "pds-secret", directory / "account.sqlite"
        self.file.write_text(self.secret + "\n")
        os.chmod(self.file, 0o600)
        self.run("PRAGMA journal_mode = WAL")
        for statement in self.SCHEMA.split(";")[:-1]:
            self.run(statement)

    @property
    def settings(self):
        return {
            "pds_issuer": self.ORIGIN, "pds_did": self.DID, "pds_secret_file": self.file, "pds_database": self.database,
            "pds_secret_forges_every_session": "true"}

    def run(self, sql, *values):
        database = sqlite3.connect(self.database, timeout=5)
        with database:
            database.execute(sql, values)
        database.close()

    def issue(self, session, header=None, secret=None, scope=SCOPE, column=None, jkt=None, expires=900,
              claimed=DROP, **more):
        """A session with its rows; the token itself names no scope, unless it is `claimed`."""
        claims = claims_of(session, self.ORIGIN, self.DID, scope=claimed, **more)
        now = time.time()
        self.run(
            "INSERT OR IGNORE INTO actor (did, handle, createdAt) VALUES (?, 'alice.test', ?)", session.did, iso(now))
        parameters = {"client_id": CLIENT, "response_type": "code", "dpop_jkt": jkt or session.jkt, "scope": scope}
        self.run(
            "INSERT INTO token (did, tokenId, createdAt, updatedAt, expiresAt, clientId, clientAuth, parameters, scope)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", session.did, claims.get("jti", "none"), iso(now), iso(now),
            iso(now + expires), CLIENT, '{"method":"none"}', json.dumps(parameters), column)
        header = {n: v for n, v in {"typ": "at+jwt", "alg": "HS256", **(header or {})}.items() if v is not DROP}
        return session.with_token(hs256(header, claims, secret or self.secret))


def hs256(header, claims, secret):
    text = f"{b64(compact_json(header).encode())}.{b64(compact_json(claims).encode())}"
    return f"{text}.{b64(hmac.new(secret.encode(), text.encode(), hashlib.sha256).digest())}"
