# SPDX-License-Identifier: Apache-2.0
"""The access token of RFC 9068 with the binding of RFC 9449 §6, and the scopes of AT Protocol."""

import math
import re
import typing
import urllib.parse

from rules.text import CURVES, CompactJWS, Malformed, Refused, key_of, seconds

KEY = dict.fromkeys(("private", "curve", "purpose", "point"), "unusable")


def verified_token(text: str, configuration: dict[str, typing.Any], clock: float) -> dict[str, typing.Any]:
    """The claims of a token that passed every check."""
    try:
        token = CompactJWS(text, 8192, configuration["tokenAlgorithms"])
    except Malformed as error:
        raise Refused("token-algorithm" if error.args[0] == "algorithm" else "token-malformed") from error
    if token.header.get("typ") != "at+jwt":
        raise Refused("token-type")
    check_claims(token.claims, configuration, math.floor(clock))
    key = issuer_key(configuration["issuerKeys"]["keys"], token.header.get("kid"), token.algorithm)
    if not token.is_signed_by(key):
        raise Refused("token-signature")
    return token.claims


def check_claims(claims: dict[str, typing.Any], configuration: dict[str, typing.Any], second: int) -> None:
    if claims.get("iss") != configuration["issuer"]:
        raise Refused("token-issuer")
    audience = claims.get("aud")
    if not any(name in configuration["audiences"] for name in (audience if isinstance(audience, list) else [audience])
               if isinstance(name, str)):
        raise Refused("token-audience")
    check_times(claims, second, configuration["maximumTokenAgeSeconds"])
    if not isinstance(claims.get("sub"), str) or len(claims["sub"]) > 2048 or not re.fullmatch(
            r"did:[a-z]+:[A-Za-z0-9._:%-]*[A-Za-z0-9._-]", claims["sub"]):
        raise Refused("token-subject")
    if any(not isinstance(claims.get(name), str) or not claims[name] for name in ("jti", "client_id")):
        raise Refused("token-claims")
    if "cnf" not in claims:
        raise Refused("token-unbound")
    thumbprint = claims["cnf"].get("jkt") if isinstance(claims["cnf"], dict) else None
    if not isinstance(thumbprint, str) or len(thumbprint.encode()) != 43:
        raise Refused("token-binding-malformed")


def check_times(claims: dict[str, typing.Any], second: int, oldest: int | None) -> None:
    expires, issued = seconds(claims.get("exp")), seconds(claims.get("iat"))
    if expires is None or issued is None:
        raise Refused("token-times")
    if second >= expires + 30:
        raise Refused("token-expired")
    if issued > second + 60:
        raise Refused("token-from-future")
    if "nbf" in claims:
        start = seconds(claims["nbf"])
        if start is None:
            raise Refused("token-times")
        if start > second + 60:
            raise Refused("token-from-future")
    if oldest is not None and issued < second - oldest:
        raise Refused("token-too-old")


def issuer_key(published: list[typing.Any], name: object, algorithm: str) -> typing.Any:
    """The usable key of this curve and name; without a name, the only one of the curve."""
    candidates = []
    for jwk in published:
        try:
            if jwk.get("crv") == CURVES[algorithm]:
                candidates.append((jwk.get("kid"), key_of(jwk, algorithm, KEY)))
        except Refused:
            continue
    if not isinstance(name, str):
        if len(candidates) == 1:
            return candidates[0][1]
        raise Refused("token-key-unknown")
    for candidate, key in candidates:
        if candidate == name:
            return key
    raise Refused("token-key-unknown")


def permits(scope: object, method: str, service: str) -> bool:
    """Whether a scope holds atproto and a permission to call the method on the service."""
    scopes = scope.split(" ") if isinstance(scope, str) else []
    return "atproto" in scopes and any(permission_permits(each, method, service) for each in scopes)


def permission_permits(scope: str, method: str, service: str) -> bool:
    match = re.fullmatch(r"rpc(?::([^?]*))?\?(.*)", scope, re.S)
    if not match or re.search(r"%(?![0-9A-Fa-f]{2})", scope):
        return False
    pairs = [pair.partition("=") for pair in match[2].split("&")]
    names = [name for name, _, _ in pairs]
    allowed = {"aud"} if match[1] is not None else {"aud", "lxm"}
    if any(not separator for _, separator, _ in pairs) or set(names) - allowed or names.count("aud") != 1:
        return False
    methods = [value for name, _, value in pairs if name == "lxm"] if match[1] is None else [match[1]]
    methods = [urllib.parse.unquote(value) for value in methods]
    audience = urllib.parse.unquote(next(value for name, _, value in pairs if name == "aud"))
    if not methods or (audience == "*" and "*" in methods) or (audience != "*" and "#" not in audience):
        return False
    return (method in methods or "*" in methods) and audience in ("*", service)
