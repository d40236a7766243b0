# SPDX-License-Identifier: Apache-2.0
"""The access token: form, type, algorithm, issuer, audience, times, subject, binding, key, signature, scope."""

import typing

from corpus.crypto import compact, respelled
from corpus.recipe import (APP, APP_K, ISSUER, ISSUER_K, KEYS, NOW, OTHER, SERVICE, Collector, Recipe, good_proof,
                           good_token)

FORM = "RFC 9068 §4, RFC 7515 §7.1"
CLAIMS = "RFC 9068 §4"


def cases(out: Collector) -> None:
    forms(out)
    headers(out)
    claims(out)
    keys(out)
    scopes(out)


def with_token(out: Collector, name: str, shows: str, rule: str, result: str, token: Recipe | str,
               **more: typing.Any) -> None:
    """Adds a request with another token and a good proof of the app's key for it."""
    text = token if isinstance(token, str) else token.signed()
    out.add(f"token-{name}", shows, rule, result, good_proof(token=text).signed(), token=text, **more)


def forms(out: Collector) -> None:
    good = good_token()
    text = good.signed()
    header, body, signature = text.split(".")
    malformed = {
        "opaque": "opaque", "two-parts": f"{header}.{body}", "four-parts": f"{text}.{signature}",
        "five-parts": f"{header}.AA.AA.{body}.{signature}", "no-header": f".{body}.{signature}",
        "no-claims": f"{header}..{signature}", "no-signature": f"{header}.{body}.", "padding": f"{text}=",
        "plus": f"+{text[1:]}", "slash": f"{header}./{body[1:]}.{signature}", "tilde": f"~{text[1:]}",
        "length": f"{header[:len(header) // 4 * 4]}A.{body}.{signature}",
        "last-character": respelled(text, 4)[0], "short-signature": good.signed(spoil=lambda raw: raw[:63]),
        "long-signature": good.signed(spoil=lambda raw: raw + b"\0"), "array": good.signed(claims="[]"),
        "header-array": good.signed(header='["ES256"]'), "trailing-comma": good.signed(claims=good.claims_json[:-1] + ",}"),
        "bom": good.signed(claims="\ufeff" + good.claims_json), "lone-surrogate": good.with_claim("a", '"\\ud800"').signed(),
        "duplicate-sub": good.signed(claims=good.claims_json[:-1] + ',"sub":"did:plc:evil"}'),
        "duplicate-alg": good.signed(header=good.header_json[:-1] + ',"alg":"none"}'),
        "duplicate-jkt": good.with_claim("cnf", compact({"jkt": APP.thumbprint})[:-1] + ',"jkt":"a"}').signed(),
        "depth-9": good.with_claim("a", "[" * 8 + "]" * 8).signed(), "overflow": good.with_claim("a", "1e400").signed(),
        "crit": good.with_header("crit", '["exp"]').signed(), "crit-empty": good.with_header("crit", "[]").signed(),
        "b64": good.with_header("b64", "false").signed(), "not-utf8": good.signed(claims=b'{"a":"\xff"}'),
    }
    for name, spoiled in malformed.items():
        with_token(out, name, f"An access token that is not a strict compact JWS is refused: {name}.", FORM,
                   "token-malformed", spoiled)
    with_token(out, "high-s", "A token's signature may have a high s.", "RFC 7518 §3.4", "accepted",
               good.signed(spoil=lambda raw: good.key.with_s(raw, high=True)))
    with_token(out, "low-s", "A token's signature may have a low s.", "RFC 7518 §3.4", "accepted",
               good.signed(spoil=lambda raw: good.key.with_s(raw, high=False)))


def headers(out: Collector) -> None:
    good = good_token()
    for name, raw in (("absent", None), ("null", "null"), ("number", "1"), ("jwt", '"JWT"'), ("proof", '"dpop+jwt"'),
                      ("refresh", '"refresh+jwt"'), ("identity", '"id_token"'), ("capital", '"AT+JWT"'),
                      ("media-type", '"application/at+jwt"')):
        with_token(out, f"typ-{name}", f"typ of an access token is at+jwt: here {name}.", "RFC 9068 §4, RFC 8725 §3.11",
                   "token-type", good.with_header("typ", raw))
    for name, raw in (("absent", None), ("null", "null"), ("none", '"none"'), ("none-capital", '"None"'), ("hs256", '"HS256"'),
                      ("rs256", '"RS256"'), ("es384", '"ES384"'), ("number", "1"), ("lower-case", '"es256"')):
        with_token(out, f"alg-{name}", f"alg of an access token is one that the issuer may use: here {name}.",
                   "RFC 9068 §4, RFC 8725 §3.1", "token-algorithm", good.with_header("alg", raw))
    with_token(out, "alg-not-allowed", "An algorithm that this issuer may not use is refused.", "RFC 8725 §3.1",
               "token-algorithm", good_token(issuer=ISSUER_K, name="k1"), configuration="token-es256-only")
    for name, raw in (("jwk", compact(OTHER.public)), ("jku", '"https://evil.test/keys"'), ("x5u", '"https://evil.test"')):
        with_token(out, f"header-ignored-{name}", f"The header member {name} of a token is never used.", "RFC 8725 §3.10",
                   "accepted", good.with_header(name, raw))
    with_token(out, "own-key-in-header", "A token signed by a key in its own header is refused.", "RFC 8725 §3.10",
               "token-signature", good.with_header("jwk", compact(OTHER.public)).by(OTHER))


CLAIM_CASES: list[tuple[str, str, str | None, str]] = [
    ("iss", "absent", None, "token-issuer"), ("iss", "null", "null", "token-issuer"), ("iss", "number", "1", "token-issuer"),
    ("iss", "trailing-slash", compact(ISSUER + "/"), "token-issuer"), ("iss", "case", '"https://AS.test"', "token-issuer"),
    ("iss", "scheme", '"http://as.test"', "token-issuer"), ("iss", "other", '"https://evil.test"', "token-issuer"),
    ("iss", "array", compact([ISSUER]), "token-issuer"), ("iss", "escaped", '"https:\\/\\/as.test"', "accepted"),
    ("aud", "absent", None, "token-audience"), ("aud", "null", "null", "token-audience"), ("aud", "empty", '""', "token-audience"),
    ("aud", "empty-array", "[]", "token-audience"), ("aud", "numbers", "[1]", "token-audience"),
    ("aud", "object", "{}", "token-audience"), ("aud", "other", '"did:web:other.test#appview"', "token-audience"),
    ("aud", "bare", '"did:web:host.test"', "token-audience"), ("aud", "other-fragment", '"did:web:host.test#pds"', "token-audience"),
    ("aud", "case", '"did:web:HOST.test#appview"', "token-audience"), ("aud", "star", '"*"', "token-audience"),
    ("aud", "array", compact([SERVICE]), "accepted"), ("aud", "among-others", compact(["a", 1, SERVICE, None]), "accepted"),
    ("aud", "nested-array", compact([[SERVICE]]), "token-audience"),
    ("exp", "absent", None, "token-times"), ("exp", "null", "null", "token-times"), ("exp", "string", f'"{NOW}"', "token-times"),
    ("exp", "true", "true", "token-times"), ("exp", "negative", "-1", "token-times"),
    ("exp", "above-2-53", "9007199254740993", "token-times"), ("exp", "2-53", "9007199254740992", "accepted"),
    ("exp", "29-ago", str(NOW - 29), "accepted"), ("exp", "30-ago", str(NOW - 30), "token-expired"),
    ("exp", "fraction", f"{NOW - 30}.9", "token-expired"), ("exp", "zero", "0", "token-expired"),
    ("exp", "real", f"{NOW}.5", "accepted"),
    ("iat", "absent", None, "token-times"), ("iat", "null", "null", "token-times"), ("iat", "string", f'"{NOW}"', "token-times"),
    ("iat", "in-60", str(NOW + 60), "accepted"), ("iat", "in-61", str(NOW + 61), "token-from-future"),
    ("iat", "milliseconds", str(NOW * 1000), "token-from-future"), ("iat", "long-ago", "0", "accepted"),
    ("nbf", "in-60", str(NOW + 60), "accepted"), ("nbf", "in-61", str(NOW + 61), "token-from-future"),
    ("nbf", "string", '"a"', "token-times"), ("nbf", "null", "null", "token-times"), ("nbf", "long-ago", "0", "accepted"),
    ("sub", "absent", None, "token-subject"), ("sub", "null", "null", "token-subject"), ("sub", "empty", '""', "token-subject"),
    ("sub", "handle", '"alice.test"', "token-subject"), ("sub", "number", "1", "token-subject"),
    ("sub", "no-method", '"did::abc"', "token-subject"), ("sub", "no-identifier", '"did:plc:"', "token-subject"),
    ("sub", "two-parts", '"did:plc"', "token-subject"), ("sub", "capital-scheme", '"DID:plc:abc"', "token-subject"), ("sub", "capital-method", '"did:PLC:abc"', "token-subject"),
    ("sub", "space", '"did:plc:a b"', "token-subject"), ("sub", "fragment", '"did:plc:abc#atproto"', "token-subject"),
    ("sub", "query", '"did:web:a.test?x"', "token-subject"), ("sub", "path", '"did:web:a.test/x"', "token-subject"),
    ("sub", "newline", '"did:web:a.test\\n"', "token-subject"), ("sub", "nul", '"did:web:a.test\\u0000"', "token-subject"),
    ("sub", "umlaut", '"did:web:\u00e4.test"', "token-subject"), ("sub", "ends-in-colon", '"did:web:a.test:"', "token-subject"),
    ("sub", "ends-in-percent", '"did:web:a.test%"', "token-subject"), ("sub", "web", '"did:web:alice.test"', "accepted"),
    ("sub", "2048-bytes", compact("did:web:" + "a" * 2040), "accepted"),
    ("sub", "2049-bytes", compact("did:web:" + "a" * 2041), "token-subject"),
    ("sub", "web-port", '"did:web:localhost%3A8080"', "accepted"),
    ("jti", "absent", None, "token-claims"), ("jti", "empty", '""', "token-claims"), ("jti", "number", "1", "token-claims"),
    ("jti", "null", "null", "token-claims"), ("client_id", "absent", None, "token-claims"),
    ("client_id", "empty", '""', "token-claims"), ("client_id", "object", "{}", "token-claims"),
    ("cnf", "absent", None, "token-unbound"), ("cnf", "null", "null", "token-binding-malformed"),
    ("cnf", "empty", "{}", "token-binding-malformed"), ("cnf", "string", compact(APP.thumbprint), "token-binding-malformed"),
    ("cnf", "array", compact([{"jkt": APP.thumbprint}]), "token-binding-malformed"),
    ("cnf", "other-member", '{"x5t#S256":"a"}', "token-binding-malformed"), ("cnf", "jkt-null", '{"jkt":null}', "token-binding-malformed"),
    ("cnf", "jkt-short", compact({"jkt": APP.thumbprint[:-1]}), "token-binding-malformed"),
    ("cnf", "jkt-long", compact({"jkt": APP.thumbprint + "A"}), "token-binding-malformed"),
    ("cnf", "jkt-padded", compact({"jkt": APP.thumbprint + "="}), "token-binding-malformed"),
    ("cnf", "extra-member", compact({"jkt": APP.thumbprint, "x5t#S256": "a"}), "accepted"),
    ("cnf", "jkt-of-other-key", compact({"jkt": OTHER.thumbprint}), "binding-mismatch"),
    ("cnf", "jkt-of-issuer", compact({"jkt": KEYS["issuer"].thumbprint}), "binding-mismatch"),
    ("cnf", "jkt-respelled", compact({"jkt": respelled(APP.thumbprint, 2)[0]}), "binding-mismatch"),
    ("cnf", "jkt-case", compact({"jkt": APP.thumbprint.swapcase()}), "binding-mismatch"),
    ("extra", "unknown", '[{"a":null}]', "accepted"),
]


def claims(out: Collector) -> None:
    with_token(out, "good", "A token as RFC 9068 describes it is accepted.", CLAIMS, "accepted", good_token())
    rules = {"cnf": "RFC 9449 §6.1", "exp": "RFC 9068 §4, RFC 7519 §4.1.4", "nbf": "RFC 7519 §4.1.5"}
    for claim, name, raw, result in CLAIM_CASES:
        verb = "accepted" if result == "accepted" else "refused"
        with_token(out, f"{claim}-{name}", f"A token whose {claim} is {name} is {verb}.", rules.get(claim, CLAIMS), result,
                   good_token().with_claim(claim, raw))


    for age, result in ((900, "accepted"), (901, "token-too-old")):
        verb = "refused" if age > 900 else "accepted"
        with_token(out, f"iat-{age}-ago-short-lived", f"Where tokens may be 900 s old, one of {age} s is {verb}.",
                   "policy of a server whose tokens cannot be revoked", result, good_token().with_claim("iat", str(NOW - age)),
                   configuration="short-lived")


def keys(out: Collector) -> None:
    rule = "RFC 9068 §4, RFC 7517 §4.5"
    good = good_token()
    table: list[tuple[str, str, Recipe]] = [
        ("kid-unknown", "token-key-unknown", good.with_header("kid", '"p9"')),
        ("kid-empty", "token-key-unknown", good.with_header("kid", '""')),
        ("kid-case", "token-key-unknown", good.with_header("kid", '"P1"')),
        ("kid-of-other-curve", "token-key-unknown", good.with_header("kid", '"k1"')),
        ("kid-of-encryption-key", "token-key-unknown", good.with_header("kid", '"enc"')),
        ("kid-of-broken-key", "token-key-unknown", good.with_header("kid", '"broken"')),
        ("kid-kelvin", "token-key-unknown", good_token(issuer=ISSUER_K, name="\u212a2")),
        ("kid-capital", "accepted", good_token(issuer=ISSUER_K, name="K2")),
        ("kid-absent-two-keys", "token-key-unknown", good_token(issuer=ISSUER_K).with_header("kid", None)),
        ("kid-absent-one-key", "accepted", good.with_header("kid", None)),
        ("kid-number-one-key", "accepted", good.with_header("kid", "1")),
        ("es256k", "accepted", good_token(issuer=ISSUER_K, name="k1")),
        ("signature-other-key", "token-signature", good.by(OTHER)),
        ("signature-app-key", "token-signature", good.by(APP)),
        ("signature-other-curve", "token-signature", good.by(APP_K)),
    ]
    for name, result, token in table:
        with_token(out, name, f"The token is verified with the issuer's key of its kid and its curve: {name}.", rule, result,
                   token)
    signature = good.signed().split(".")[2]
    for name, changed in (("claims", good.with_claim("sub", '"did:plc:evil"')), ("header", good.with_header("a", "1"))):
        with_token(out, f"signature-of-other-{name}", f"A token with changed {name} is refused.", "RFC 7515 §5.2",
                   "token-signature", ".".join(changed.signed().split(".")[:2]) + "." + signature)
    for name, number in (("zeros", bytes(64)), ("ones", (b"\0" * 31 + b"\1") * 2), ("all-bits", b"\xff" * 64)):
        with_token(out, f"signature-{name}", f"A token with an impossible signature is refused: {name}.", "RFC 7518 §3.4",
                   "token-signature", good.signed(spoil=lambda raw, number=number: number))  # type: ignore[misc]
    wrong = good.by(OTHER).signed()
    out.add("token-before-binding", "A forged token is refused for its signature, whatever it is bound to.", CLAIMS,
            "token-signature", good_proof(OTHER, token=wrong).signed(), token=wrong)
    out.add("token-as-own-proof", "A proof in the place of the token is refused for its type.", "RFC 8725 §3.11", "token-type",
            good_proof(token=good_proof().signed()).signed(), token=good_proof().signed())
    out.add("token-expired-before-proof-signature", "The token is checked before the signature of the proof.", CLAIMS,
            "token-expired", good_proof(token=good.with_claim("exp", "1").signed()).by(OTHER).signed(),
            token=good.with_claim("exp", "1").signed())
    out.add("token-exactly-once", "The same good request without any state is accepted.", CLAIMS, "accepted",
            good_proof(token=good.signed()).signed(), token=good.signed())


def scopes(out: Collector) -> None:
    own = "did:web:host.test%23appview"
    table: dict[str, tuple[str | None, str]] = {
        "absent": (None, "scope-missing"), "number": ("1", "scope-missing"), "empty": ('""', "scope-missing"),
        "only-atproto": ('"atproto"', "scope-missing"),
        "without-atproto": (f'"rpc:app.example.widget.mint?aud={own}"', "scope-missing"),
        "near-atproto": (f'"atprotox Atproto rpc:app.example.widget.mint?aud={own}"', "scope-missing"),
        "other-method": (f'"atproto rpc:app.example.widget.list?aud={own}"', "scope-missing"),
        "method-case": (f'"atproto rpc:app.example.widget.Mint?aud={own}"', "scope-missing"),
        "other-audience": ('"atproto rpc:app.example.widget.mint?aud=did:web:other.test%23appview"', "scope-missing"),
        "bare-audience": ('"atproto rpc:app.example.widget.mint?aud=did:web:host.test"', "scope-missing"),
        "no-audience": ('"atproto rpc:app.example.widget.mint"', "scope-missing"),
        "all-of-all": ('"atproto rpc:*?aud=*"', "scope-missing"), "transition": ('"atproto transition:generic"', "scope-missing"),
        "two-audiences": (f'"atproto rpc:app.example.widget.mint?aud={own}&aud={own}"', "scope-missing"),
        "unknown-parameter": (f'"atproto rpc:app.example.widget.mint?aud={own}&a=b"', "scope-missing"),
        "broken-escape": ('"atproto rpc:app.example.widget.mint?aud=%zz"', "scope-missing"),
        "signed-escape": ('"atproto rpc?lxm=%+1&lxm=app.example.widget.mint&aud=*"', "scope-missing"),
        "other-resource": (f'"atproto repo:app.example.widget.mint?aud={own}"', "scope-missing"),
        "tab": (f'"atproto\\trpc:app.example.widget.mint?aud={own}"', "scope-missing"),
        "any-method": (f'"atproto rpc:*?aud={own}"', "accepted"),
        "any-audience": ('"atproto rpc:app.example.widget.mint?aud=*"', "accepted"),
        "plain-fragment": ('"atproto rpc:app.example.widget.mint?aud=did:web:host.test#appview"', "accepted"),
        "list": (f'"atproto rpc?lxm=app.example.widget.list&lxm=app.example.widget.mint&aud={own}"', "accepted"),
        "audience-first": (f'"atproto rpc?aud={own}&lxm=app.example.widget.mint"', "accepted"),
        "order": (f'"rpc:app.example.widget.mint?aud={own} repo:* atproto"', "accepted"),
        "spaces": (f'"atproto  rpc:app.example.widget.mint?aud={own} "', "accepted"),
    }
    for name, (raw, result) in table.items():
        with_token(out, f"scope-{name}", f"The scope must hold atproto and a permission for the method: here {name}.",
                   "atproto permission specification", result, good_token().with_claim("scope", raw))
    kelvin = '"atproto rpc:app.example.widget.lin\\u212a?aud=*"'
    token = good_token().with_claim("scope", kelvin).signed()
    out.cases.append({
        "id": "token-scope-kelvin", "shows": "A character that Unicode equates with a letter of the method is another one.",
        "rule": "atproto permission specification", "configuration": "nonce", "clock": NOW,
        "request": {"method": "POST", "url": "https://host.test/xrpc/app.example.widget.linK",
                    "nsid": "app.example.widget.linK", "authorization": [f"DPoP {token}"],
                    "dpop": [good_proof(token=token).with_claim(
                        "htu", '"https://host.test/xrpc/app.example.widget.linK"').signed()]},
        "used": [], "result": "scope-missing",
    })
