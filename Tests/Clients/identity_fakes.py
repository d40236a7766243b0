# SPDX-License-Identifier: Apache-2.0
"""Accounts with DID documents, the PLC directory that has them, and the PDS that signs service tokens for them."""

import time
import uuid

from joserfc.jwk import ECKey

from client import ALGORITHMS, ask, bearer, jws, new_did, unb64
from fake_server import FakeServer, Reply
from forge import DROP
from host import MINT, SERVICE

MULTICODEC = {"P-256": b"\x80\x24", "secp256k1": b"\xe7\x01"}
BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
DOCUMENT_TYPE = "application/did+ld+json"
RESOURCE = "/.well-known/oauth-protected-resource"
SERVER = "/.well-known/oauth-authorization-server"


def base58(data):
    number, text = int.from_bytes(data, "big"), ""
    while number:
        number, digit = divmod(number, 58)
        text = BASE58[digit] + text
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + text


def multikey(key):
    jwk = key.as_dict(private=False)
    x, y = unb64(jwk["x"]), unb64(jwk["y"])
    return "z" + base58(MULTICODEC[jwk["crv"]] + bytes([2 + y[-1] % 2]) + x)


class Account:
    """An account with its signing key; its document is whatever `document` holds at the moment."""

    def __init__(self, did=None, curve="secp256k1", pds="http://localhost:9"):
        self.did, self.curve, self.pds = did or new_did(), curve, pds
        self.rotate()

    def rotate(self):
        """Takes a new signing key and gives the old one."""
        old = getattr(self, "key", None)
        self.key = ECKey.generate_key(self.curve)
        self.document = self.written()
        return old

    def written(self):
        return {
            "id": self.did, "alsoKnownAs": ["at://alice.test"],
            "verificationMethod": [{
                "id": f"{self.did}#atproto", "type": "Multikey", "controller": self.did,
                "publicKeyMultibase": multikey(self.key)}],
            "service": [{
                "id": "#atproto_pds", "type": "AtprotoPersonalDataServer", "serviceEndpoint": self.pds}]}

    def service_jwt(self, method=MINT, header=None, key=None, **claims):
        """A token as the account's PDS signs it; `DROP` leaves a member out."""
        key = key or self.key
        now = int(time.time())
        return sign(
            {"typ": "JWT", "alg": ALGORITHMS[key.curve_name], **(header or {})},
            {"iss": self.did, "aud": SERVICE, "lxm": method, "iat": now, "exp": now + 60, "jti": uuid.uuid4().hex,
             **claims}, key)


def sign(header, claims, key):
    header, claims = ({n: v for n, v in part.items() if v is not DROP} for part in (header, claims))
    return jws(header, claims, key, ALGORITHMS[key.curve_name])


class Directory(FakeServer):
    """The PLC directory."""

    def add(self, account=None, **kwargs):
        account = account or Account(**kwargs)
        self.routes[f"/{account.did}"] = lambda _: self.document(account)
        return account

    def document(self, account):
        return Reply(account.document, content_type=DOCUMENT_TYPE)

    def asked(self, account):
        return self.count(f"/{account.did}")


class Web(Directory):
    """The host of one did:web account."""

    @property
    def did(self):
        return f"did:web:localhost%3A{self.port}"

    def account(self, **kwargs):
        account = Account(did=self.did, **kwargs)
        self.routes["/.well-known/did.json"] = lambda _: self.document(account)
        return account


class Pds(FakeServer):
    """The PDS of accounts that names one authorization server."""

    def __init__(self, server=None):
        super().__init__()
        self.resource = {"resource": self.origin, "authorization_servers": [server or self.origin]}
        self.routes[RESOURCE] = lambda _: Reply(self.resource)


class Authority(FakeServer):
    """An authorization server that says of itself who it is."""

    def __init__(self):
        super().__init__()
        self.metadata = {"issuer": self.origin}
        self.routes[SERVER] = lambda _: Reply(self.metadata)


def identity_settings(directory):
    """Settings of a host whose accounts are in `directory`."""
    return {"plc_directories": directory.origin, "loopback_identities": "true"}


def present(host, token, verb="POST", nsid=MINT, *more, body=None):
    """One call with a service token."""
    return ask(host.port, verb, f"/xrpc/{nsid}", bearer(token, *more), body)
