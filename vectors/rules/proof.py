# SPDX-License-Identifier: Apache-2.0
"""The proof of RFC 9449 §4.2 and §4.3, in the order in which the verifier checks it."""

import hashlib
import hmac
import math
import typing

from rules.target import normalized
from rules.text import CompactJWS, Malformed, Refused, decode, encode, key_of, seconds

FORM = {"size": "proof-too-large", "parts": "proof-parts", "encoding": "proof-encoding", "json": "proof-json",
        "critical": "proof-critical", "algorithm": "proof-algorithm", "length": "proof-signature-length"}
KEY = {"private": "proof-key-private", "curve": "proof-key-curve", "purpose": "proof-key-purpose",
       "point": "proof-key-point"}


class Proof:
    """A proof of which everything but binding, signature and single use is checked."""

    def __init__(self, text: str, token: str | None, request: dict[str, typing.Any],
                 configuration: dict[str, typing.Any], clock: float) -> None:
        try:
            self.jws = CompactJWS(text, 4096, configuration["proofAlgorithms"])
        except Malformed as error:
            raise Refused(FORM[error.args[0]]) from error
        if self.jws.header.get("typ") != "dpop+jwt":
            raise Refused("proof-type")
        if not isinstance(self.jws.header.get("jwk"), dict):
            raise Refused("proof-key-missing")
        self.key = key_of(self.jws.header["jwk"], self.jws.algorithm, KEY)
        self.thumbprint: str = self.key.thumbprint()
        claims = self.jws.claims
        target = check_types(claims)
        self.id: str = claims["jti"]
        if claims["htm"] != request["method"]:
            raise Refused("proof-method-mismatch")
        if target != normalized(request["url"]):
            raise Refused("proof-target-mismatch")
        if token is not None:
            check_token_hash(claims, token)
        if configuration["nonces"] is not None:
            check_nonce(claims, configuration["nonces"], clock)
        check_times(claims, *((60, 30) if configuration["nonces"] is None else (300, 300)), math.floor(clock))


def check_types(claims: dict[str, typing.Any]) -> str:
    """Checks the types and the bounds of all claims, and gives the normal form of htu."""
    identifier = claims.get("jti")
    if not isinstance(identifier, str) or not identifier:
        raise Refused("proof-id-missing")
    if len(identifier.encode()) > 256:
        raise Refused("proof-id-too-long")
    if not isinstance(claims.get("htm"), str):
        raise Refused("proof-method-missing")
    if not isinstance(claims.get("htu"), str):
        raise Refused("proof-target-missing")
    target = normalized(claims["htu"])
    if target is None:
        raise Refused("proof-target-malformed")
    if not isinstance(claims.get("ath", ""), str):
        raise Refused("proof-token-hash-missing")
    if "iat" not in claims:
        raise Refused("proof-time-missing")
    issued = seconds(claims["iat"])
    if issued is not None and issued > 100_000_000_000:
        raise Refused("proof-time-milliseconds")
    if issued is None or any(seconds(claims[name]) is None for name in ("exp", "nbf") if name in claims):
        raise Refused("proof-time-malformed")
    nonce = claims.get("nonce", "")
    if not isinstance(nonce, str) or len(nonce.encode()) > 256:
        raise Refused("nonce-malformed")
    return target


def check_token_hash(claims: dict[str, typing.Any], token: str) -> None:
    if "ath" not in claims:
        raise Refused("proof-token-hash-missing")
    if claims["ath"] != encode(hashlib.sha256(token.encode()).digest()):
        raise Refused("proof-token-hash-mismatch")


def check_nonce(claims: dict[str, typing.Any], ring: dict[str, typing.Any], clock: float) -> None:
    if "nonce" not in claims:
        raise Refused("nonce-missing")
    try:
        data = decode(claims["nonce"])
    except Malformed:
        raise Refused("nonce-unknown") from None
    secret = next((key["secret"] for key in ring["keys"] if data[1:2] == bytes([key["id"]])), None)
    if len(data) != 22 or data[0] != 1 or secret is None:
        raise Refused("nonce-unknown")
    age = int(clock // 60) - int.from_bytes(data[2:6], "big")
    message = b"dpop-nonce\0" + ring["audience"].encode() + b"\0" + data[2:6]
    tag = hmac.new(bytes.fromhex(secret), message, hashlib.sha256).digest()[:16]
    if not -1 <= age <= 3 or tag != data[6:]:
        raise Refused("nonce-unknown")


def check_times(claims: dict[str, typing.Any], past: int, future: int, second: int) -> None:
    issued = math.floor(claims["iat"])
    if issued < second - past:
        raise Refused("proof-too-old")
    if issued > second + future:
        raise Refused("proof-from-future")
    if "exp" in claims and math.floor(claims["exp"]) <= second - 30:
        raise Refused("proof-expired")
    if "nbf" in claims and math.floor(claims["nbf"]) > second + 30:
        raise Refused("proof-not-yet-valid")
