# SPDX-License-Identifier: Apache-2.0
"""The jwk of a proof: private members, purpose, curve, coordinates, and the binding to the token."""

import typing

from corpus.crypto import FIELD, b64, compact, respelled, unb64
from corpus.recipe import APP, APP_K, KEYS, OTHER, TOKEN_K, Collector, good_proof, good_token

PRIVATE = ("d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv")
POINT = "RFC 7518 §6.2.1, RFC 8725 §3.4"
PURPOSE = "RFC 7517 §4"


def cases(out: Collector) -> None:
    shapes(out)
    private(out)
    purposes(out)
    coordinates(out)
    bindings(out)


def with_jwk(out: Collector, name: str, shows: str, rule: str, result: str, **changes: typing.Any) -> None:
    """Adds a proof whose jwk has members replaced, or with `...` removed."""
    jwk = {key: value for key, value in (APP.public | changes).items() if value is not ...}
    out.add(f"jwk-{name}", shows, rule, result, good_proof().with_header("jwk", compact(jwk)).signed())


def shapes(out: Collector) -> None:
    for name, raw in (("absent", None), ("null", "null"), ("string", '"a"'), ("array", "[{}]"), ("number", "1"),
                      ("true", "true")):
        out.add(f"jwk-{name}", f"jwk must be an object: here {name}.", "RFC 9449 §4.2", "proof-key-missing",
                good_proof().with_header("jwk", raw).signed())
    out.add("jwk-empty", "An empty jwk is of no type.", "RFC 7517 §4.1", "proof-key-curve",
            good_proof().with_header("jwk", "{}").signed())
    for name, kty in (("absent", ...), ("rsa", "RSA"), ("okp", "OKP"), ("oct", "oct"), ("lower-case", "ec"), ("number", 1),
                      ("null", None)):
        with_jwk(out, f"kty-{name}", f"The kty of an ES256 key is EC: here {name}.", "RFC 7518 §3.4", "proof-key-curve",
                 kty=kty)
    for name, crv in (("absent", ...), ("p384", "P-384"), ("p521", "P-521"), ("secp256k1", "secp256k1"),
                      ("ed25519", "Ed25519"), ("lower-case", "p-256"), ("null", None), ("array", ["P-256"])):
        with_jwk(out, f"crv-{name}", f"The crv of an ES256 key is P-256: here {name}.", "RFC 7518 §3.4",
                 "proof-key-curve", crv=crv)
    out.add("jwk-p256-with-es256k", "A P-256 key under ES256K is refused.", "RFC 8812 §3.2", "proof-key-curve",
            good_proof().with_header("alg", '"ES256K"').signed())
    out.add("jwk-secp256k1-with-es256", "A secp256k1 key under ES256 is refused.", "RFC 7518 §3.4", "proof-key-curve",
            good_proof(APP_K).with_header("alg", '"ES256"').signed(), token=TOKEN_K)
    with_jwk(out, "extra-members", "Other members of the jwk are ignored.", "RFC 7517 §4", "accepted", kid="a",
             x5t="b", ext=True)


def private(out: Collector) -> None:
    for member in PRIVATE:
        for name, value in (("string", "AA"), ("null", None), ("empty", "")):
            with_jwk(out, f"private-{member}-{name}",
                     f"A jwk with the private or symmetric member {member} is refused, even as {name}.",
                     "RFC 9449 §4.3(7)", "proof-key-private", **{member: value})
    mixed = good_proof().by(OTHER).with_header("jwk", compact(APP.public | {"d": OTHER.private_value}))
    out.add("jwk-private-of-another-key", "The public half of one key with the private half of another is refused.",
            "RFC 9449 §4.3(7)", "proof-key-private", mixed.signed())
    out.add("jwk-private-own", "The whole own key pair in the header is refused.", "RFC 9449 §4.3(7)",
            "proof-key-private", good_proof().with_header("jwk", compact(APP.public | {"d": APP.private_value})).signed())
    out.add("jwk-symmetric", "A symmetric key in the header is refused.", "RFC 9449 §4.2", "proof-key-private",
            good_proof().with_header("jwk", '{"kty":"oct","k":"AAAA"}').signed())


def purposes(out: Collector) -> None:
    table: list[tuple[str, str, dict[str, typing.Any]]] = [
        ("use-sig", "accepted", {"use": "sig"}), ("use-enc", "proof-key-purpose", {"use": "enc"}),
        ("use-null", "proof-key-purpose", {"use": None}), ("use-number", "proof-key-purpose", {"use": 1}),
        ("use-capital", "proof-key-purpose", {"use": "SIG"}), ("use-empty", "proof-key-purpose", {"use": ""}),
        ("key-ops-verify", "accepted", {"key_ops": ["verify"]}),
        ("key-ops-both", "accepted", {"key_ops": ["sign", "verify"]}),
        ("key-ops-sign", "proof-key-purpose", {"key_ops": ["sign"]}),
        ("key-ops-encrypt", "proof-key-purpose", {"key_ops": ["encrypt", "deriveBits"]}),
        ("key-ops-none", "proof-key-purpose", {"key_ops": []}),
        ("key-ops-string", "proof-key-purpose", {"key_ops": "verify"}),
        ("key-ops-null", "proof-key-purpose", {"key_ops": None}),
        ("key-ops-object", "proof-key-purpose", {"key_ops": {"verify": True}}),
        ("alg-equal", "accepted", {"alg": "ES256"}), ("alg-other", "proof-key-purpose", {"alg": "ES256K"}),
        ("alg-rsa", "proof-key-purpose", {"alg": "RS256"}), ("alg-null", "proof-key-purpose", {"alg": None}),
        ("alg-lower-case", "proof-key-purpose", {"alg": "es256"}),
    ]
    for name, result, changes in table:
        with_jwk(out, name, f"use, key_ops and alg of the jwk must permit verifying with ES256: here {name}.", PURPOSE,
                 result, **changes)


def coordinates(out: Collector) -> None:
    x, y = unb64(APP.public["x"]), unb64(APP.public["y"])
    zero = bytes(32)
    for name in ("x", "y"):
        value = APP.public[name]
        table: dict[str, typing.Any] = {
            "absent": ..., "null": None, "number": 1, "array": [value], "empty": "", "31-bytes": b64(unb64(value)[1:]),
            "33-bytes": b64(b"\0" + unb64(value)), "cut": value[:-1], "padded": value + "=", "space": value + " ",
            "plus": "+" + value[1:], "hexadecimal": unb64(value).hex(), "zero": b64(zero),
            "all-bits": b64(b"\xff" * 32),
        }
        for spelling, changed in table.items():
            with_jwk(out, f"{name}-{spelling}", f"{name} is canonical base64url of exactly 32 bytes: here {spelling}.",
                     POINT, "proof-key-point", **{name: changed})
        for number, text in enumerate(respelled(value, 2), 1):
            with_jwk(out, f"{name}-last-character-{number}",
                     f"The last character of {name} has one spelling; another one for the same bytes is refused.", POINT,
                     "proof-key-point", **{name: text})
    with_jwk(out, "infinity", "Two zero coordinates are no point.", POINT, "proof-key-point", x=b64(zero), y=b64(zero))
    with_jwk(out, "swapped", "A point that is not on the curve is refused.", POINT, "proof-key-point", x=b64(y), y=b64(x))
    with_jwk(out, "off-curve", "A point next to the curve is refused.", POINT, "proof-key-point",
             y=b64(y[:-1] + bytes([y[-1] ^ 1])))
    with_jwk(out, "not-reduced", "A coordinate that is not less than the field's prime is refused.", POINT,
             "proof-key-point", x=b64((5 + FIELD["P-256"]).to_bytes(32, "big")), y=b64(square_root_for(5)))
    with_jwk(out, "reduced", "The same point with a reduced coordinate is of the curve, but of another key.",
             "RFC 9449 §6.1", "binding-mismatch", x=b64((5).to_bytes(32, "big")), y=b64(square_root_for(5)))
    with_jwk(out, "negative", "The mirrored point is another key.", "RFC 9449 §6.1", "binding-mismatch",
             y=b64((FIELD["P-256"] - int.from_bytes(y, "big")).to_bytes(32, "big")))
    with_jwk(out, "compressed", "A compressed point in x is refused.", POINT, "proof-key-point",
             x=b64(bytes([2 + y[-1] % 2]) + x), y=...)
    moved = good_proof(APP_K).with_header("jwk", compact(APP_K.public | {"x": APP.public["x"], "y": APP.public["y"]}))
    out.add("jwk-p256-point-as-secp256k1", "A point of P-256 is not on secp256k1.", POINT, "proof-key-point",
            moved.signed(), token=TOKEN_K)
    for name in ("leading-zero-x", "leading-zero-y"):
        key = KEYS[name]
        token = good_token(key).signed()
        member = name[-1]
        out.add(f"jwk-{name}", f"A leading zero byte of {member} is kept.", "RFC 7518 §6.2.1.2", "accepted",
                good_proof(key, token=token).signed(), token=token)
        short = compact(key.public | {member: b64(unb64(key.public[member])[1:])})
        out.add(f"jwk-{name}-dropped", f"{member} without its leading zero byte is refused.", "RFC 7518 §6.2.1.2",
                "proof-key-point", good_proof(key, token=token).with_header("jwk", short).signed(), token=token)


def square_root_for(x: int) -> bytes:
    """The even y of the point of P-256 with this x."""
    p = FIELD["P-256"]
    b = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
    square = (x ** 3 - 3 * x + b) % p
    y = pow(square, (p + 1) // 4, p)
    assert y * y % p == square, "no point has this x"
    return (y if y % 2 == 0 else p - y).to_bytes(32, "big")


def bindings(out: Collector) -> None:
    token = good_token().signed()
    out.add("binding-other-key", "A good proof of another key than the token's is refused.", "RFC 9449 §4.3(12), §7.1",
            "binding-mismatch", good_proof(OTHER, token=token).signed(), token=token)
    out.add("binding-other-curve", "A good proof of a key on the other curve is refused.", "RFC 9449 §7.1",
            "binding-mismatch", good_proof(APP_K, token=token).signed(), token=token)
    out.add("binding-before-signature", "The binding is checked before the signature of the proof.", "RFC 9449 §7.1",
            "binding-mismatch", good_proof(OTHER, token=token).by(APP).signed(), token=token)
