# SPDX-License-Identifier: Apache-2.0
"""A request with a session in which a test can spoil any single part before it is sent."""

import json
import time

from joserfc.jwk import ECKey

from client import ALGORITHMS, Connection, ath, b64, compact_json, signature, token_claims, unb64
DROP = object()
P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


class Part:
    """One JWS: members, key and algorithm, and hooks on what is built from them."""

    def __init__(self, header, claims, key, algorithm):
        self.header, self.claims, self.key, self.algorithm = header, claims, key, algorithm
        self.on_signature = lambda raw: raw
        self.on_text = lambda text: text
        self.header_json = self.claims_json = None

    def set(self, **claims):
        for name, value in claims.items():
            if value is DROP:
                self.claims.pop(name, None)
            else:
                self.claims[name] = value

    def set_header(self, **members):
        for name, value in members.items():
            if value is DROP:
                self.header.pop(name, None)
            else:
                self.header[name] = value

    def text(self):
        header = self.header_json(compact_json(self.header)) if self.header_json else compact_json(self.header)
        claims = self.claims_json(compact_json(self.claims)) if self.claims_json else compact_json(self.claims)
        return self.sealed(header, claims)

    def sealed(self, header, claims):
        as_bytes = [part if isinstance(part, bytes) else part.encode() for part in (header, claims)]
        text = ".".join(map(b64, as_bytes))
        return self.on_text(f"{text}.{b64(self.on_signature(signature(self.key, self.algorithm, text)))}")


class Forgery:
    """Builds the mint call or the read call of one account."""

    def __init__(self, session, verb, nsid):
        self.session, self.verb, self.nsid = session, verb, nsid
        self.issuer = session.host.issuer
        self.origin = session.host.origin
        self.token = Part({"typ": "at+jwt", "alg": "ES256", "kid": "p"}, token_claims(session), self.issuer.keys["p"],
                          "ES256")
        jwk = session.key.as_dict(private=False)
        self.proof = Part({"typ": "dpop+jwt", "alg": session.algorithm, "jwk": jwk},
                          session.proof_claims(verb, nsid), session.key, session.algorithm)
        self.jwk = self.proof.header["jwk"]
        self.scheme = "DPoP"
        self.query = ""
        self.on_authorization = lambda line: [line]
        self.on_proof = lambda text: [text]
        self.extra = []
        self.host_line = None

    def use_key(self, curve):
        """Makes all of it with a key of another curve."""
        key = ECKey.generate_key(curve)
        self.jwk.clear()
        self.jwk.update(key.as_dict(private=False))
        self.proof.key, self.proof.algorithm = key, ALGORITHMS[curve]
        self.proof.set_header(alg=ALGORITHMS[curve])
        self.token.set(cnf={"jkt": key.thumbprint()})

    def send(self):
        token = self.token.text()
        if "ath" in self.proof.claims and self.proof.claims["ath"] == ath(self.session.token):
            self.proof.claims["ath"] = ath(token)
        proof = self.proof.text()
        headers = [("Authorization", line) for line in self.on_authorization(f"{self.scheme} {token}")]
        headers += [("DPoP", line) for line in self.on_proof(proof)]
        self.carried_proof = any(name.lower() == "dpop" for name, _ in headers + self.extra)
        with Connection(self.session.host.port) as connection:
            return connection.request(self.verb, f"/xrpc/{self.nsid}{self.query}", headers + self.extra,
                                      host=self.host_line)


def now():
    return int(time.time())


def respell(text, position):
    """Swaps one base64url character for the next one, so that only its low bit differs."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return text[:position] + alphabet[alphabet.index(text[position]) ^ 1] + text[position + 1:]


def twin(raw):
    """The other signature that verifies: s becomes n - s."""
    s = int.from_bytes(raw[32:], "big")
    return raw[:32] + (P256_ORDER - s).to_bytes(32, "big")


def high_s(raw):
    return raw if int.from_bytes(raw[32:], "big") > P256_ORDER // 2 else twin(raw)


def low_s(raw):
    return twin(raw) if int.from_bytes(raw[32:], "big") > P256_ORDER // 2 else raw


def der(raw):
    def number(data):
        data = data.lstrip(b"\0")
        data = (b"\0" if data[0] & 0x80 else b"") + data
        return b"\x02" + bytes([len(data)]) + data
    body = number(raw[:32]) + number(raw[32:])
    return b"\x30" + bytes([len(body)]) + body


def flipped(raw):
    return raw[:-1] + bytes([raw[-1] ^ 1])


def short_coordinate(jwk, name="x"):
    jwk[name] = b64(unb64(jwk[name])[:31])


def json_pair(name, value):
    return f"{json.dumps(name)}:{json.dumps(value)}"
