# SPDX-License-Identifier: Apache-2.0
"""The service token of AT Protocol and the signing key in a DID document."""

import math
import re
import typing

from cryptography.hazmat.primitives.asymmetric import ec
from joserfc.jwk import ECKey

from rules.text import CURVES, CompactJWS, Malformed, Refused, authorization, decode, encode, parse_object, seconds

FORM = {"size": "service-jwt-too-large", "parts": "service-jwt-parts", "encoding": "service-jwt-encoding",
        "json": "service-jwt-json", "critical": "service-jwt-critical", "algorithm": "service-jwt-algorithm",
        "length": "service-jwt-signature-length"}
LEGACY = {"EcdsaSecp256r1VerificationKey2019": "P-256", "EcdsaSecp256k1VerificationKey2019": "secp256k1"}
MULTICODEC = {b"\x80\x24": "P-256", b"\xe7\x01": "secp256k1"}
CURVE: dict[str, ec.EllipticCurve] = {"P-256": ec.SECP256R1(), "secp256k1": ec.SECP256K1()}
DID = re.compile(r"did:plc:[a-z2-7]{24}|did:web:[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+")


def service_verdict(case: dict[str, typing.Any], configuration: dict[str, typing.Any]) -> str:
    try:
        _, text = authorization(case["request"]["authorization"])
        token = service_token(text, case["request"]["nsid"], configuration, math.floor(case["clock"]))
        entry = {"issuer": token.claims["iss"], "id": token.claims.get("jti")}
        if configuration["singleUse"] and entry in case["used"]:
            raise Refused("service-jwt-replayed")
    except Refused as refusal:
        return str(refusal)
    return "accepted"


def service_token(text: str, method: str, configuration: dict[str, typing.Any], second: int) -> CompactJWS:
    try:
        token = CompactJWS(text, 4096, CURVES)
    except Malformed as error:
        form = error.args[0]
        if form == "algorithm":
            check_type(parse_object(decode(text.split(".")[0])))
        raise Refused(FORM[form]) from error
    check_type(token.header)
    if token.header.get("kid", "#atproto") != "#atproto":
        raise Refused("service-jwt-key-id")
    claims = token.claims
    check_text(claims, "aud", "service-jwt-audience", configuration["audiences"])
    check_text(claims, "lxm", "service-jwt-method", [method])
    check_times(claims, configuration, second)
    if not isinstance(claims.get("iss"), str):
        raise Refused("service-jwt-issuer-missing")
    if not DID.fullmatch(claims["iss"]):
        raise Refused("service-jwt-issuer-fragment" if "#" in claims["iss"] else "service-jwt-issuer-method")
    if not isinstance(claims.get("nonce", ""), str) or len(claims.get("nonce", "").encode()) > 256:
        raise Refused("service-jwt-nonce-malformed")
    if "jti" in claims and (not isinstance(claims["jti"], str) or not 1 <= len(claims["jti"].encode()) <= 256):
        raise Refused("service-jwt-id-malformed")
    if configuration["singleUse"] and "jti" not in claims:
        raise Refused("service-jwt-id-missing")
    if not token.is_signed_by(signing_key(claims["iss"], token.algorithm, configuration["identities"])):
        raise Refused("service-jwt-signature")
    return token


def check_type(header: dict[str, typing.Any]) -> None:
    kind = header.get("typ", "JWT")
    if kind in ("at+jwt", "refresh+jwt", "dpop+jwt"):
        raise Refused("service-jwt-type-other-credential")
    if kind != "JWT":
        raise Refused("service-jwt-type")


def check_text(claims: dict[str, typing.Any], name: str, code: str, accepted: list[str]) -> None:
    if not isinstance(claims.get(name), str):
        raise Refused(f"{code}-missing")
    if claims[name] not in accepted:
        raise Refused(f"{code}-mismatch")


def check_times(claims: dict[str, typing.Any], configuration: dict[str, typing.Any], second: int) -> None:
    if "exp" not in claims:
        raise Refused("service-jwt-expiry-missing")
    times = {name: seconds(claims[name]) for name in ("exp", "iat", "nbf") if name in claims}
    if any(value is None or value > 100_000_000_000 for value in times.values()):
        raise Refused("service-jwt-time-malformed")
    known = {name: value for name, value in times.items() if value is not None}
    expires, issued = known["exp"], known.get("iat")
    if expires <= second - 5:
        raise Refused("service-jwt-expired")
    if issued is None and configuration["requiresIssuedAt"]:
        raise Refused("service-jwt-issued-missing")
    if max(issued or 0, known.get("nbf", 0)) > second + 60:
        raise Refused("service-jwt-from-future")
    start = min(second, expires - 1) if issued is None else issued
    if not 1 <= expires - start <= configuration["maximumLifetimeSeconds"]:
        raise Refused("service-jwt-lifetime")


def signing_key(did: str, algorithm: str, identities: dict[str, typing.Any]) -> ECKey:
    """The key that the account's document names #atproto, on the curve of the algorithm."""
    document = identities.get(did)
    if document is None:
        raise Refused("service-jwt-issuer-unknown")
    if document.get("id") != did:
        raise Refused("service-jwt-issuer-document")
    named = [entry for entry in document.get("verificationMethod", []) if entry["id"] in ("#atproto", f"{did}#atproto")]
    if not named or named[0]["controller"] != did:
        raise Refused("service-jwt-issuer-key")
    try:
        curve, point = key_point(named[0])
        numbers = ec.EllipticCurvePublicKey.from_encoded_point(CURVE[curve], point).public_numbers()
    except ValueError as error:
        raise Refused("service-jwt-issuer-key") from error
    if curve != CURVES[algorithm]:
        raise Refused("service-jwt-key-curve")
    x, y = (encode(number.to_bytes(32, "big")) for number in (numbers.x, numbers.y))
    return ECKey.import_key({"kty": "EC", "crv": curve, "x": x, "y": y})


def key_point(method: dict[str, typing.Any]) -> tuple[str, bytes]:
    text = method["publicKeyMultibase"]
    if not text.startswith("z"):
        raise ValueError("multibase")
    data = base58(text[1:])
    if method["type"] in LEGACY:
        return LEGACY[method["type"]], data
    if method["type"] != "Multikey" or data[:2] not in MULTICODEC:
        raise ValueError("type")
    return MULTICODEC[data[:2]], data[2:]


def base58(text: str) -> bytes:
    alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
    number = 0
    for character in text:
        number = number * 58 + alphabet.index(character)
    zeros = len(text) - len(text.lstrip("1"))
    return bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8, "big")
