# SPDX-License-Identifier: Apache-2.0
"""A JWS in the making, the good proof and token that cases spoil, and the collector of cases."""

import dataclasses
import json
import typing

from corpus.crypto import Key, b64, compact, load_keys, nonce, token_hash

NOW = 1_750_000_000
ISSUER = "https://as.test"
SERVICE = "did:web:host.test#appview"
URL = "https://host.test/xrpc/app.example.widget.mint"
NSID = "app.example.widget.mint"
ACCOUNT = "did:plc:ewvi7nxzyoun6zhxrhs64oiz"
NONCE_KEYS: list[dict[str, typing.Any]] = [{"id": 1, "secret": "09" * 32}, {"id": 2, "secret": "0a" * 32}]
KEYS = load_keys()
APP, OTHER, APP_K, ISSUER_P, ISSUER_K = (
    KEYS[name] for name in ("app", "other-app", "app-secp256k1", "issuer", "issuer-secp256k1"))

Spoil = typing.Callable[[bytes], bytes]


def fresh_nonce(clock: float = NOW, **changes: typing.Any) -> str:
    values: dict[str, typing.Any] = {"secret": bytes.fromhex(NONCE_KEYS[0]["secret"]), "key_id": 1, "audience": SERVICE} | changes
    return nonce(clock=clock, **values)


@dataclasses.dataclass
class Recipe:
    """Members as raw JSON, so that a case can hold what no encoder would write."""

    header: dict[str, str]
    claims: dict[str, str]
    key: Key

    def with_header(self, name: str, raw: str | None) -> "Recipe":
        return dataclasses.replace(self, header=changed(self.header, name, raw))

    def with_claim(self, name: str, raw: str | None) -> "Recipe":
        return dataclasses.replace(self, claims=changed(self.claims, name, raw))

    def by(self, key: Key) -> "Recipe":
        return dataclasses.replace(self, key=key)

    @property
    def header_json(self) -> str:
        return members(self.header)

    @property
    def claims_json(self) -> str:
        return members(self.claims)

    def signed(self, *, header: str | bytes | None = None, claims: str | bytes | None = None,
               spoil: Spoil = lambda raw: raw) -> str:
        """The compact serialization, perhaps of other texts than the members give, with the signature spoiled."""
        parts = (self.header_json if header is None else header, self.claims_json if claims is None else claims)
        text = ".".join(b64(part if isinstance(part, bytes) else part.encode()) for part in parts)
        return f"{text}.{b64(spoil(self.key.sign(text.encode())))}"


def changed(old: dict[str, str], name: str, raw: str | None) -> dict[str, str]:
    rest = {key: value for key, value in old.items() if key != name}
    return rest if raw is None else rest | {name: raw}


def members(values: dict[str, str]) -> str:
    return "{" + ",".join(f"{json.dumps(name)}:{raw}" for name, raw in values.items()) + "}"


def good_token(key: Key = APP, *, issuer: Key = ISSUER_P, name: str = "p1") -> Recipe:
    claims = {
        "iss": ISSUER, "sub": ACCOUNT, "aud": SERVICE, "client_id": "https://app.test/client.json",
        "jti": f"token-of-{key.curve}", "iat": NOW, "exp": NOW + 900,
        "scope": "atproto rpc:app.example.widget.mint?aud=did:web:host.test%23appview",
        "cnf": {"jkt": key.thumbprint},
    }
    header = {"typ": "at+jwt", "alg": issuer.algorithm, "kid": name}
    return Recipe(raw_members(header), raw_members(claims), issuer)


def raw_members(values: dict[str, typing.Any]) -> dict[str, str]:
    return {name: compact(value) for name, value in values.items()}


TOKEN = good_token().signed()
TOKEN_K = good_token(APP_K).signed()
TOKENS = {APP.thumbprint: TOKEN, APP_K.thumbprint: TOKEN_K}


def good_proof(key: Key = APP, *, token: str | None = None, clock: float = NOW, nonce: str | None = "fresh") -> Recipe:
    claims: dict[str, typing.Any] = {"jti": "proof-1", "htm": "POST", "htu": URL, "iat": int(clock)}
    claims["ath"] = token_hash(TOKENS[key.thumbprint] if token is None else token)
    if nonce is not None:
        claims["nonce"] = fresh_nonce(clock) if nonce == "fresh" else nonce
    header = {"typ": "dpop+jwt", "alg": key.algorithm, "jwk": key.public}
    return Recipe(raw_members(header), raw_members(claims), key)


@dataclasses.dataclass
class Collector:
    """Gathers the cases of one file."""

    cases: list[dict[str, typing.Any]] = dataclasses.field(default_factory=list)

    def add(self, name: str, shows: str, rule: str, result: str, proof: str | list[str] | None = None, *,
            token: str = TOKEN, authorization: list[str] | None = None, configuration: str = "nonce",
            clock: float = NOW, method: str = "POST", url: str = URL, used: list[dict[str, str]] | None = None) -> None:
        """Adds a case; without other words it is the good request with another proof."""
        proof = good_proof(token=token).signed() if proof is None else proof
        self.cases.append({
            "id": name, "shows": shows, "rule": rule, "configuration": configuration, "clock": clock,
            "request": {
                "method": method, "url": url, "nsid": NSID,
                "authorization": [f"DPoP {token}"] if authorization is None else authorization,
                "dpop": [proof] if isinstance(proof, str) else proof,
            },
            "used": used or [], "result": result,
        })
