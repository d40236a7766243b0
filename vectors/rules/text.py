# SPDX-License-Identifier: Apache-2.0
"""Strict base64url, strict JSON, and the compact JWS."""

import base64
import json
import math
import re
import typing

from joserfc.errors import JoseError
from joserfc.jwk import ECKey
from joserfc.jws import JWSRegistry

CURVES = {"ES256": "P-256", "ES256K": "secp256k1"}
REGISTRY = JWSRegistry(algorithms=list(CURVES))
PRIME = {"P-256": 2**256 - 2**224 + 2**192 + 2**96 - 1, "secp256k1": 2**256 - 2**32 - 977}
LARGEST = 2**53


class Refused(Exception):
    """A rule refuses; the first argument is the reason code."""


class Malformed(Exception):
    """A text that is not a strict compact JWS; the argument is `size`, `parts`, `encoding`, `json`, `critical`,
    `algorithm` or `length`."""


def decode(text: str) -> bytes:
    """The bytes of canonical base64url."""
    if not re.fullmatch(r"[A-Za-z0-9_-]*", text) or len(text) % 4 == 1:
        raise Malformed("encoding")
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if encode(data) != text:
        raise Malformed("encoding")
    return data


def encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def nesting(text: str) -> int:
    """The deepest nesting of brackets outside of strings."""
    depth = deepest = 0
    inside = escaped = False
    for character in text:
        if inside:
            escaped, inside = character == "\\" and not escaped, character != '"' or escaped
        elif character == '"':
            inside = True
        elif character in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif character in "]}":
            depth -= 1
    return deepest


def unique(pairs: list[tuple[str, typing.Any]]) -> dict[str, typing.Any]:
    members = dict(pairs)
    # U+0000 in a name is no error of JSON; the parser in use refuses it.
    if len(members) < len(pairs) or len(members) > 64 or any("\0" in name for name in members):
        raise ValueError("members")
    return members


def integer(digits: str) -> int:
    if len(digits) > 20 or not -(2**63) <= int(digits) < 2**63:
        raise ValueError("integer")
    return int(digits)


def real(digits: str) -> float:
    if not math.isfinite(float(digits)):
        raise ValueError("real")
    return float(digits)


def constant(name: str) -> typing.NoReturn:
    raise ValueError(name)


def parse_object(data: bytes) -> dict[str, typing.Any]:
    """One strict JSON object: UTF-8, no duplicates, at most 8 levels and 64 members, finite numbers of 64 bits."""
    try:
        text = data.decode()
        if nesting(text) > 8:
            raise ValueError("depth")
        value = json.loads(text, object_pairs_hook=unique, parse_int=integer, parse_float=real, parse_constant=constant)
        json.dumps(value, ensure_ascii=False).encode()  # refuses halves of surrogate pairs
    except (ValueError, RecursionError) as error:
        raise Malformed("json") from error
    if not isinstance(value, dict):
        raise Malformed("json")
    return value


class CompactJWS:
    """A compact JWS whose form is checked and whose signature is not."""

    def __init__(self, text: str, largest: int, algorithms: typing.Collection[str]) -> None:
        if len(text.encode()) > largest:
            raise Malformed("size")
        parts = text.split(".")
        if len(parts) != 3 or not all(parts):
            raise Malformed("parts")
        self.text = text
        self.header = parse_object(decode(parts[0]))
        self.claims = parse_object(decode(parts[1]))
        if "crit" in self.header or "b64" in self.header:
            raise Malformed("critical")
        algorithm = self.header.get("alg")
        if not isinstance(algorithm, str) or algorithm not in algorithms:
            raise Malformed("algorithm")
        self.algorithm = algorithm
        self.signature = decode(parts[2])
        if len(self.signature) != 64:
            raise Malformed("length")

    def is_signed_by(self, key: ECKey) -> bool:
        model = REGISTRY.get_alg(self.algorithm)
        return model.verify(self.text.rpartition(".")[0].encode(), self.signature, key)


def key_of(jwk: dict[str, typing.Any], algorithm: str, refusals: dict[str, str]) -> ECKey:
    """A public key that may verify; `refusals` gives codes for `private`, `curve`, `purpose` and `point`."""
    if any(name in jwk for name in ("d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv")):
        raise Refused(refusals["private"])
    if jwk.get("kty") != "EC" or jwk.get("crv") != CURVES[algorithm]:
        raise Refused(refusals["curve"])
    operations = jwk.get("key_ops", ["verify"])
    if jwk.get("use", "sig") != "sig" or jwk.get("alg", algorithm) != algorithm or not isinstance(operations, list) \
            or "verify" not in operations:
        raise Refused(refusals["purpose"])
    try:
        values = [decode(jwk[name]) if isinstance(jwk.get(name), str) else b"" for name in "xy"]
        # The library takes coordinates that are not reduced; the standard does not (SEC 1 §2.3.4).
        if any(len(value) != 32 or int.from_bytes(value, "big") >= PRIME[jwk["crv"]] for value in values):
            raise Refused(refusals["point"])
        return ECKey.import_key({name: jwk[name] for name in ("kty", "crv", "x", "y")})
    except (Malformed, JoseError, ValueError) as error:
        raise Refused(refusals["point"]) from error


def seconds(value: object) -> int | None:
    """The whole seconds of a number from 0 to 2^53."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= LARGEST:
        return None
    return math.floor(value)


def authorization(lines: list[str]) -> tuple[str, str]:
    """The scheme in lower case and the token of the one Authorization line."""
    if not lines:
        raise Refused("credentials-missing")
    if len(lines) > 1 or "," in lines[0]:
        raise Refused("authorization-repeated")
    if len(lines[0].encode()) > 8192:
        raise Refused("authorization-too-large")
    match = re.fullmatch(r"([A-Za-z]+) +([A-Za-z0-9._~+/-]+=*)", lines[0])
    if not match or match[1].lower() not in ("dpop", "bearer"):
        raise Refused("authorization-malformed")
    return match[1].lower(), match[2]
