# SPDX-License-Identifier: Apache-2.0
"""Service tokens: a JWT that an account's key signs for one method of one service (inter-service authentication)."""

import dataclasses
import typing

from corpus.crypto import compact, der, respelled
from corpus.identities import ACCOUNT_K, ACCOUNT_P, LEGACY_K, LEGACY_P, WEB, plc
from corpus.recipe import ACCOUNT, APP, NOW, NSID, SERVICE, TOKEN, URL, Recipe, good_proof, raw_members

SPEC = "atproto XRPC specification, inter-service authentication"
FORM = "RFC 7515 §7.1"
BARE = "did:web:host.test"


def good_jwt(issuer: str = ACCOUNT) -> Recipe:
    key = ACCOUNT_P if issuer in (WEB, LEGACY_P) else ACCOUNT_K
    claims = {"iss": issuer, "aud": SERVICE, "lxm": NSID, "iat": NOW, "exp": NOW + 60,
              "jti": "4f6d0d7e0d5a4b6c8a1f3e2d1c0b9a87"}
    return Recipe(raw_members({"typ": "JWT", "alg": key.algorithm}), raw_members(claims), key)


@dataclasses.dataclass
class ServiceCollector:
    """Gathers the cases of service tokens."""

    cases: list[dict[str, typing.Any]] = dataclasses.field(default_factory=list)

    def add(self, name: str, shows: str, rule: str, result: str, token: Recipe | str | None = None, *,
            authorization: list[str] | None = None, configuration: str = "mint", clock: float = NOW,
            used: list[dict[str, str]] | None = None) -> None:
        text = token if isinstance(token, str) else (token or good_jwt()).signed()
        self.cases.append({
            "id": f"service-{name}", "shows": shows, "rule": rule, "configuration": configuration, "clock": clock,
            "request": {"method": "POST", "url": URL, "nsid": NSID,
                        "authorization": [f"Bearer {text}"] if authorization is None else authorization, "dpop": []},
            "used": used or [], "result": result,
        })


def cases(out: ServiceCollector) -> None:
    forms(out)
    headers(out)
    claims(out)
    policies(out)
    keys(out)
    signatures(out)
    replay(out)


def forms(out: ServiceCollector) -> None:
    good = good_jwt()
    text = good.signed()
    header, body, signature = text.split(".")
    out.add("good", "A token of an account for this method and service is accepted.", SPEC, "accepted", good)
    spoiled = {
        "opaque": "opaque", "two-parts": f"{header}.{body}", "four-parts": f"{text}.AA", "five-parts": f"{header}.AA.AA.{body}.AA",
        "no-header": f".{body}.{signature}", "no-claims": f"{header}..{signature}", "no-signature": f"{header}.{body}.",
        "padding": f"{text}=", "plus": f"+{text[1:]}", "last-character": respelled(text, 4)[0],
        "der": good.signed(spoil=der), "short-signature": good.signed(spoil=lambda raw: raw[:63]),
        "long-signature": good.signed(spoil=lambda raw: raw + b"\0"), "array": good.signed(claims="[]"),
        "duplicate-aud": good.signed(claims=good.claims_json[:-1] + f',"aud":"{SERVICE}"}}'),
        "duplicate-alg": good.signed(header=good.header_json[:-1] + ',"alg":"ES256K"}'),
        "bom": good.signed(claims="\ufeff" + good.claims_json), "trailing-comma": good.signed(claims=good.claims_json[:-1] + ",}"),
        "lone-surrogate": good.with_claim("a", '"\\ud800"').signed(), "depth-9": good.with_claim("a", "[" * 8 + "]" * 8).signed(),
        "overflow": good.with_claim("a", "1e400").signed(), "crit": good.with_header("crit", "[]").signed(),
        "b64": good.with_header("b64", "true").signed(),
    }
    kinds = {"encoding": ("padding", "plus", "last-character"), "signature-length": ("der", "short-signature", "long-signature"),
             "critical": ("crit", "b64"), "parts": ("opaque", "two-parts", "four-parts", "five-parts", "no-header", "no-claims",
                                                    "no-signature")}
    for name, token in spoiled.items():
        kind = next((kind for kind, names in kinds.items() if name in names), "json")
        out.add(f"form-{name}", f"A service token that is not a strict compact JWS is refused: {name}.", FORM,
                f"service-jwt-{kind}", token)
    for size, result in ((4096, "accepted"), (4097, "service-jwt-too-large")):
        out.add(f"size-{size}", f"A service token has at most 4096 bytes: here {size}.", "bound of this verifier", result,
                sized(good, size))
    lines = {"two": ("authorization-repeated", [f"Bearer {text}", f"Bearer {text}"]),
             "comma": ("authorization-repeated", [f"Bearer {text},{text}"]),
             "two-tokens": ("authorization-malformed", [f"Bearer {text} {text}"]),
             "no-token": ("authorization-malformed", ["Bearer "]), "basic": ("authorization-malformed", ["Basic YTpi"]),
             "none": ("credentials-missing", []), "scheme-case": ("accepted", [f"bEARER {text}"])}
    for name, (result, values) in lines.items():
        out.add(f"authorization-{name}", f"One Authorization line of the scheme Bearer and one token is read: {name}.",
                "RFC 6750 §2.1", result, authorization=values)


def sized(good: Recipe, size: int) -> str:
    for in_header in range(4):
        for in_claims in range(size):
            recipe = good.with_header("p", compact("a" * in_header)).with_claim("p", compact("a" * in_claims))
            length = sum(-(-len(text) * 4 // 3) for text in (recipe.header_json, recipe.claims_json)) + 88
            if length == size:
                return recipe.signed()
            if length > size:
                break
    raise ValueError(f"no token of {size} bytes")


def headers(out: ServiceCollector) -> None:
    good = good_jwt()
    out.add("typ-absent", "typ may be absent.", SPEC, "accepted", good.with_header("typ", None))
    for name, raw in (("null", "null"), ("number", "1"), ("access-token", '"at+jwt"'), ("refresh", '"refresh+jwt"'),
                      ("proof", '"dpop+jwt"'), ("lower-case", '"jwt"'), ("empty", '""'), ("other", '"JOSE"')):
        other = name in ("access-token", "refresh", "proof")
        out.add(f"typ-{name}", f"typ of a service token is JWT where it is given: here {name}.", "RFC 8725 §3.11",
                "service-jwt-type-other-credential" if other else "service-jwt-type", good.with_header("typ", raw))
    out.add("access-token-as-service-token", "An access token does not serve as a service token.", "RFC 8725 §3.11",
            "service-jwt-type-other-credential", TOKEN)
    out.add("proof-as-service-token", "A proof does not serve as a service token.", "RFC 8725 §3.11",
            "service-jwt-type-other-credential", good_proof().signed())
    out.add("typ-before-algorithm", "An access token with a secret of its PDS is told its type.", "RFC 8725 §3.11",
            "service-jwt-type-other-credential", good.with_header("typ", '"at+jwt"').with_header("alg", '"HS256"'))
    for name, raw in (("absent", None), ("none", '"none"'), ("hs256", '"HS256"'), ("rs256", '"RS256"'), ("es384", '"ES384"'),
                      ("number", "1"), ("lower-case", '"es256k"'), ("kelvin", '"ES256\\u212a"')):
        out.add(f"alg-{name}", f"alg of a service token is ES256 or ES256K: here {name}.", SPEC, "service-jwt-algorithm",
                good.with_header("alg", raw))
    out.add("kid-atproto", "kid may name the account's signing key.", SPEC, "accepted", good.with_header("kid", '"#atproto"'))
    for name, raw in (("label", '"#atproto_label"'), ("full", compact(f"{ACCOUNT}#atproto")), ("empty", '""'), ("null", "null"),
                      ("number", "1"), ("case", '"#ATPROTO"'), ("no-hash", '"atproto"')):
        out.add(f"kid-{name}", f"kid is #atproto where it is given: here {name}.", SPEC, "service-jwt-key-id",
                good.with_header("kid", raw))
    out.add("key-in-header", "A key in the header is never used.", "RFC 8725 §3.10", "service-jwt-signature",
            good.with_header("jwk", compact(APP.public)).with_header("alg", '"ES256K"').by(APP))


CLAIMS: list[tuple[str, str, str | None, str]] = [
    ("aud", "absent", None, "service-jwt-audience-missing"), ("aud", "null", "null", "service-jwt-audience-missing"),
    ("aud", "array", compact([SERVICE]), "service-jwt-audience-missing"), ("aud", "number", "1", "service-jwt-audience-missing"),
    ("aud", "other", '"did:web:other.test#appview"', "service-jwt-audience-mismatch"),
    ("aud", "other-fragment", '"did:web:host.test#pds"', "service-jwt-audience-mismatch"),
    ("aud", "empty-fragment", '"did:web:host.test#"', "service-jwt-audience-mismatch"),
    ("aud", "case", '"did:web:HOST.test#appview"', "service-jwt-audience-mismatch"), ("aud", "url", '"https://host.test"', "service-jwt-audience-mismatch"),
    ("aud", "longer", compact(SERVICE + "s"), "service-jwt-audience-mismatch"), ("aud", "star", '"*"', "service-jwt-audience-mismatch"),
    ("aud", "bare", compact(BARE), "service-jwt-audience-mismatch"),
    ("lxm", "absent", None, "service-jwt-method-missing"), ("lxm", "null", "null", "service-jwt-method-missing"),
    ("lxm", "other", '"app.example.widget.list"', "service-jwt-method-mismatch"), ("lxm", "case", '"app.example.widget.Mint"', "service-jwt-method-mismatch"),
    ("lxm", "longer", compact(NSID + "s"), "service-jwt-method-mismatch"), ("lxm", "star", '"*"', "service-jwt-method-mismatch"),
    ("lxm", "array", compact([NSID]), "service-jwt-method-missing"), ("lxm", "number", "1", "service-jwt-method-missing"),
    ("lxm", "fragment", compact(NSID + "#main"), "service-jwt-method-mismatch"), ("lxm", "empty", '""', "service-jwt-method-mismatch"),
    ("exp", "absent", None, "service-jwt-expiry-missing"), ("exp", "null", "null", "service-jwt-time-malformed"),
    ("exp", "string", f'"{NOW + 60}"', "service-jwt-time-malformed"), ("exp", "negative", "-1", "service-jwt-time-malformed"),
    ("exp", "true", "true", "service-jwt-time-malformed"), ("exp", "fraction", f"{NOW + 60}.5", "accepted"),
    ("iat", "absent", None, "service-jwt-issued-missing"), ("iat", "null", "null", "service-jwt-time-malformed"),
    ("iat", "string", f'"{NOW}"', "service-jwt-time-malformed"), ("iat", "negative", "-1", "service-jwt-time-malformed"),
    ("iss", "absent", None, "service-jwt-issuer-missing"), ("iss", "null", "null", "service-jwt-issuer-missing"),
    ("iss", "number", "1", "service-jwt-issuer-missing"), ("iss", "handle", '"alice.test"', "service-jwt-issuer-method"),
    ("iss", "fragment", compact(f"{ACCOUNT}#atproto"), "service-jwt-issuer-fragment"),
    ("iss", "labeler", compact(f"{ACCOUNT}#atproto_labeler"), "service-jwt-issuer-fragment"), ("iss", "did-key", '"did:key:zQ3sh"', "service-jwt-issuer-method"),
    ("iss", "case", compact(ACCOUNT.upper()), "service-jwt-issuer-method"), ("iss", "empty", '""', "service-jwt-issuer-method"),
    ("iss", "url", '"https://pds.test"', "service-jwt-issuer-method"), ("iss", "short-plc", '"did:plc:abc"', "service-jwt-issuer-method"),
    ("iss", "web-path", '"did:web:alice.example.com:u"', "service-jwt-issuer-method"),
    ("nonce", "number", "1", "service-jwt-nonce-malformed"), ("nonce", "null", "null", "service-jwt-nonce-malformed"),
    ("nonce", "object", "{}", "service-jwt-nonce-malformed"), ("nonce", "string", '"abc"', "accepted"),
    ("jti", "absent", None, "service-jwt-id-missing"), ("jti", "null", "null", "service-jwt-id-malformed"),
    ("jti", "empty", '""', "service-jwt-id-malformed"), ("jti", "number", "1", "service-jwt-id-malformed"),
    ("jti", "256-bytes", compact("a" * 256), "accepted"), ("jti", "257-bytes", compact("a" * 257), "service-jwt-id-malformed"),
    ("jti", "any-text", compact("é😀\0"), "accepted"), ("nonce", "256-bytes", compact("a" * 256), "accepted"),
    ("nonce", "257-bytes", compact("a" * 257), "service-jwt-nonce-malformed"),
    ("exp", "milliseconds", str((NOW + 60) * 1000), "service-jwt-time-malformed"),
    ("exp", "last-second", "100000000000", "service-jwt-lifetime"),
    ("exp", "beyond-last-second", "100000000001", "service-jwt-time-malformed"),
    ("iss", "host-of-other-method", '"did:key:alice.example.com"', "service-jwt-issuer-method"),
    ("exp", "before-iat", str(NOW - 1), "service-jwt-lifetime"), ("exp", "with-iat", str(NOW), "service-jwt-lifetime"),
    ("nbf", "in-60", str(NOW + 60), "accepted"), ("nbf", "in-61", str(NOW + 61), "service-jwt-from-future"),
    ("nbf", "string", '"a"', "service-jwt-time-malformed"), ("extra", "unknown", "[1]", "accepted"),
]


def claims(out: ServiceCollector) -> None:
    for claim, name, raw, result in CLAIMS:
        verb = "accepted" if result == "accepted" else "refused"
        out.add(f"{claim}-{name}", f"A service token whose {claim} is {name} is {verb}.", SPEC, result,
                good_jwt().with_claim(claim, raw))
    edges = [(-5, -60, "service-jwt-expired"), (-4, -60, "accepted"), (-3600, -3660, "service-jwt-expired"),
             (120, 60, "accepted"), (121, 61, "service-jwt-from-future"), (300, 0, "accepted"), (301, 0, "service-jwt-lifetime"),
             (240, -60, "accepted"), (241, -60, "service-jwt-lifetime"), (3600, 0, "service-jwt-lifetime")]
    for expires, issued, result in edges:
        token = good_jwt().with_claim("exp", str(NOW + expires)).with_claim("iat", str(NOW + issued))
        out.add(f"times-exp{expires:+d}-iat{issued:+d}",
                "exp is more than 5 s ago at no time, iat at most 60 s ahead, and their distance at most 300 s.", SPEC, result,
                token)


def policies(out: ServiceCollector) -> None:
    """A reading method needs no jti and no iat, takes tokens of an hour, and may take the bare DID as audience."""
    good = good_jwt()
    table = [("aud-bare", good.with_claim("aud", compact(BARE)), "accepted"), ("aud-full", good, "accepted"),
             ("aud-other-fragment", good.with_claim("aud", compact(BARE + "#pds")), "service-jwt-audience-mismatch"),
             ("no-jti", good.with_claim("jti", None), "accepted"), ("no-iat", good.with_claim("iat", None), "accepted"),
             ("hour", good.with_claim("exp", str(NOW + 3600)), "accepted"),
             ("more-than-an-hour", good.with_claim("exp", str(NOW + 3601)), "service-jwt-lifetime"),
             ("iat-in-61", good.with_claim("iat", str(NOW + 61)), "service-jwt-from-future"),
             ("no-lxm", good.with_claim("lxm", None), "service-jwt-method-missing"),
             ("empty-jti", good.with_claim("jti", '""'), "service-jwt-id-malformed")]
    for name, token, result in table:
        out.add(f"read-{name}", f"A method that changes nothing asks for less: {name}.", SPEC, result, token, configuration="read")


def keys(out: ServiceCollector) -> None:
    rule = "atproto DID specification, signing key"
    table: list[tuple[str, str, Recipe]] = [
        ("web-p256", "accepted", good_jwt(WEB)), ("legacy-p256", "accepted", good_jwt(LEGACY_P)),
        ("legacy-secp256k1", "accepted", good_jwt(LEGACY_K)), ("short-method-id", "accepted", good_jwt(plc("a"))),
        ("only-label-key", "service-jwt-issuer-key", good_jwt(plc("b"))), ("method-of-other-did", "service-jwt-issuer-key", good_jwt(plc("c"))),
        ("controller-of-other-did", "service-jwt-issuer-key", good_jwt(plc("d"))), ("document-of-other-did", "service-jwt-issuer-document", good_jwt(plc("e"))),
        ("no-methods", "service-jwt-issuer-key", good_jwt(plc("f"))),
        ("first-of-two-methods", "accepted", good_jwt(plc("g")).with_header("alg", '"ES256"').by(ACCOUNT_P)),
        ("second-of-two-methods", "service-jwt-key-curve", good_jwt(plc("g"))), ("no-multibase", "service-jwt-issuer-key", good_jwt(plc("h"))),
        ("other-method-type", "service-jwt-issuer-key", good_jwt(plc("i"))),
        ("label-key-first", "accepted", good_jwt(plc("j")).with_header("alg", '"ES256"').by(ACCOUNT_P)),
        ("off-curve", "service-jwt-issuer-key", good_jwt(plc("k"))),
        ("unknown", "service-jwt-issuer-unknown", good_jwt(plc("z"))),
        ("algorithm-of-other-curve", "service-jwt-key-curve", good_jwt().with_header("alg", '"ES256"').by(ACCOUNT_P)),
    ]
    for name, result, token in table:
        out.add(f"key-{name}", f"The key is the one that the issuer's DID document names #atproto: {name}.", rule, result, token)


def signatures(out: ServiceCollector) -> None:
    rule = "RFC 7518 §3.4"
    for issuer, name in ((ACCOUNT, "secp256k1"), (WEB, "p256")):
        good = good_jwt(issuer)
        for high in (True, False):
            out.add(f"{'high' if high else 'low'}-s-{name}", "A service token may have either s.", rule, "accepted",
                    good.signed(spoil=lambda raw: good.key.with_s(raw, high=high)))
        for spoiler, spoil in (("zeros", lambda raw: bytes(64)), ("last-bit", lambda raw: raw[:-1] + bytes([raw[-1] ^ 1])),
                               ("all-bits", lambda raw: b"\xff" * 64)):
            out.add(f"signature-{spoiler}-{name}", f"A wrong signature is refused: {spoiler}.", rule, "service-jwt-signature",
                    good.signed(spoil=spoil))
    good = good_jwt()
    signature = good.signed().split(".")[2]
    for name, changed in (("issuer", good.with_claim("iss", compact(plc("a")))), ("claims", good.with_claim("exp", str(NOW + 61)))):
        out.add(f"signature-of-other-{name}", "A signature over other claims is refused.", "RFC 7515 §5.2",
                "service-jwt-signature",
                ".".join(changed.signed().split(".")[:2]) + "." + signature)
    out.add("signature-of-app-key", "The key of an OAuth client signs no service tokens.", rule, "service-jwt-signature",
            good_jwt(WEB).by(APP))


def replay(out: ServiceCollector) -> None:
    identifier = "4f6d0d7e0d5a4b6c8a1f3e2d1c0b9a87"
    table = [("again", ACCOUNT, identifier, "service-jwt-replayed"), ("other-id", ACCOUNT, "a", "accepted"),
             ("other-issuer", WEB, identifier, "accepted"), ("case", ACCOUNT, identifier.upper(), "accepted")]
    for name, issuer, used, result in table:
        out.add(f"replay-{name}", f"A service token is single use by its issuer and its jti: {name}.", SPEC, result,
                used=[{"issuer": issuer, "id": used}])
    out.add("replay-twin", "The other signature of a used token is refused as well.", SPEC, "service-jwt-replayed",
            good_jwt().signed(spoil=ACCOUNT_K.twin), used=[{"issuer": ACCOUNT, "id": identifier}])
    out.add("replay-after-signature", "A wrong signature is reported before a replay.", SPEC, "service-jwt-signature",
            good_jwt().signed(spoil=lambda raw: bytes(64)), used=[{"issuer": ACCOUNT, "id": identifier}])
