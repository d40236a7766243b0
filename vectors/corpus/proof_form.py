# SPDX-License-Identifier: Apache-2.0
"""The proof as a compact JWS: parts, base64url, JSON, extensions, typ and alg."""

import hashlib
import hmac
import typing

from corpus.crypto import b64, compact, der, respelled
from corpus.recipe import APP, APP_K, KEYS, TOKEN, TOKEN_K, Collector, Recipe, good_proof

COMPACT = "RFC 7515 §7.1"
BASE64 = "RFC 7515 §2, RFC 4648 §3.5"
JSON = "RFC 7515 §4, RFC 8259"
STRICT = "RFC 8725 §2.4"


def part(place: str, text: str | bytes) -> dict[str, typing.Any]:
    """The argument of Recipe.signed that replaces the header or the claims."""
    return {place: text}


def cases(out: Collector) -> None:
    good = good_proof()
    accepted(out, good)
    parts(out, good.signed())
    encodings(out, good.signed())
    texts(out, good)
    numbers(out, good)
    bounds(out, good)
    extensions_and_types(out, good)
    algorithms(out, good)
    signatures(out, good)


def accepted(out: Collector, good: Recipe) -> None:
    out.add("good", "A proof as RFC 9449 describes it is accepted.", "RFC 9449 §4.3", "accepted", good.signed())
    out.add("good-es256k", "A proof with a secp256k1 key is accepted where ES256K is offered.", "RFC 8812 §3.2",
            "accepted", good_proof(APP_K).signed(), token=TOKEN_K)
    for key, token, name in ((APP, TOKEN, "p256"), (APP_K, TOKEN_K, "secp256k1")):
        for high in (True, False):
            form = "high" if high else "low"
            out.add(f"{form}-s-{name}", f"A signature with a {form} s is accepted; JOSE has no rule about it.",
                    "RFC 7518 §3.4", "accepted", good_proof(key).signed(spoil=lambda s: key.with_s(s, high=high)),
                    token=token)
    header, claims = good.header_json, good.claims_json
    out.add("white-space", "White space between the members of header and claims does not matter.", "RFC 8259 §2",
            "accepted", good.signed(header=header.replace(",", " ,\t"), claims=" \r\n" + claims.replace(",", ",\n") + " "))
    out.add("escaped-names", "A member name may be written with escapes.", "RFC 8259 §7", "accepted",
            good.signed(header=header.replace('"alg"', '"\\u0061lg"'), claims=claims.replace('"htm"', '"h\\u0074m"')))
    out.add("escaped-typ", "typ is compared after its escapes are read.", "RFC 8259 §8.3", "accepted",
            good.with_header("typ", '"dpop\\u002bjwt"').signed())
    for name, raw in (("kid", '"k"'), ("jku", '"https://evil.test/keys"'), ("x5u", "7"), ("x5c", '["AAAA"]'),
                      ("cty", '"JWT"'), ("extra", '{"a":[{}]}')):
        out.add(f"header-ignored-{name}", f"The header member {name} is ignored and never fetched.",
                "RFC 8725 §3.10", "accepted", good.with_header(name, raw).signed())
    out.add("claim-ignored", "A claim that is not known is ignored.", "RFC 9449 §4.2", "accepted",
            good.with_claim("extra", '{"a":[1,null,"b"]}').signed())


def parts(out: Collector, proof: str) -> None:
    header, claims, signature = proof.split(".")
    texts = {
        "empty": "", "one-dot": ".", "two-dots": "..", "three-dots": "...", "one": header, "two": f"{header}.{claims}",
        "four": f"{proof}.{signature}", "five": f"{header}.AA.AA.{claims}.{signature}", "leading-dot": f".{proof}",
        "trailing-dot": f"{proof}.", "no-header": f".{claims}.{signature}", "no-claims": f"{header}..{signature}",
        "no-signature": f"{header}.{claims}.", "doubled-dot": f"{header}..{claims}.{signature}",
        "json": compact({"payload": claims}),
    }
    for name, text in texts.items():
        out.add(f"parts-{name}", f"A proof of other than three non-empty parts is refused: {name}.", COMPACT,
                "proof-parts", text)
    out.add("parts-flattened", "The flattened JSON serialization is refused; its commas end a field value.",
            "RFC 7515 §7.2.2", "proof-repeated",
            compact({"protected": header, "payload": claims, "signature": signature}))


def encodings(out: Collector, proof: str) -> None:
    spoilers = {
        "padding": lambda part: part + "=", "two-paddings": lambda part: part + "==",
        "plus": lambda part: "+" + part[1:], "slash": lambda part: "/" + part[1:], "space": lambda part: part + " ",
        "inner-space": lambda part: part[:4] + " " + part[4:], "newline": lambda part: part + "\n",
        "return": lambda part: part[:8] + "\r\n" + part[8:], "tab": lambda part: "\t" + part,
        "star": lambda part: part + "*", "nul": lambda part: part + "\0", "umlaut": lambda part: "ä" + part[1:],
    }
    for position, place in enumerate(("header", "claims", "signature")):
        for name, spoil in spoilers.items():
            split = proof.split(".")
            split[position] = spoil(split[position])
            out.add(f"encoding-{place}-{name}", f"The {place} part is refused with a character outside base64url: {name}.",
                    BASE64, "proof-encoding", ".".join(split))
        split = proof.split(".")
        split[position] = split[position][:len(split[position]) // 4 * 4] + "A"
        out.add(f"encoding-{place}-length", f"A {place} part of 1 modulo 4 characters stands for no bytes.", BASE64,
                "proof-encoding", ".".join(split))
    for number, text in enumerate(respelled(proof, 4), 1):
        out.add(f"encoding-last-character-{number}",
                "The last character of a signature has one spelling; another one for the same bytes is refused.",
                BASE64, "proof-encoding", text)
    base = good_proof()
    for name, place in (("header", "header"), ("claims", "claims")):
        for filler in range(3):
            text = base.header_json if place == "header" else base.claims_json
            padded = text[:-1] + " " * filler + "}"
            if len(padded) % 3 == 0:
                continue
            signed = base.signed(**part(place, padded))
            split = signed.split(".")
            position = 0 if place == "header" else 1
            split[position] = respelled(split[position], 4 if len(padded) % 3 == 1 else 2)[0]
            unsigned = ".".join(split[:2])
            out.add(f"encoding-{name}-trailing-bits-{len(padded) % 3}",
                    f"Trailing bits of the {place} part that are not zero are refused, although the signature fits.",
                    BASE64, "proof-encoding", f"{unsigned}.{b64(APP.sign(unsigned.encode()))}")


def texts(out: Collector, good: Recipe) -> None:
    spoilers: dict[str, tuple[str, typing.Callable[[bytes], bytes]]] = {
        "bom": ("A byte order mark", lambda text: b"\xef\xbb\xbf" + text),
        "trailing-comma": ("A comma too many", lambda text: text[:-1] + b",}"),
        "trailing-bytes": ("A second value", lambda text: text + b" {}"),
        "trailing-nul": ("A NUL behind the value", lambda text: text + b"\0"),
        "comment": ("A comment", lambda text: b"/**/" + text),
        "single-quotes": ("A string in single quotes", lambda text: text[:-1] + b",'a':1}"),
        "unquoted-name": ("A name without quotes", lambda text: text[:-1] + b",a:1}"),
        "array": ("An array", lambda text: b"[" + text + b"]"),
        "string": ("A string", lambda text: b'"' + b"a" + b'"'),
        "number": ("A number", lambda text: b"1"), "null": ("A null", lambda text: b"null"),
        "unfinished": ("A text that ends early", lambda text: text[:-1]),
        "lone-high-surrogate": ("Half of a surrogate pair", lambda text: text[:-1] + b',"a":"\\ud800"}'),
        "lone-low-surrogate": ("The other half of a surrogate pair", lambda text: text[:-1] + b',"a":"\\udc00"}'),
        "swapped-surrogates": ("A surrogate pair in the wrong order", lambda text: text[:-1] + b',"a":"\\udc00\\ud800"}'),
        "byte-ff": ("A byte that UTF-8 has not", lambda text: text[:-1] + b',"a":"\xff"}'),
        "overlong": ("An overlong form of UTF-8", lambda text: text[:-1] + b',"a":"\xc0\xaf"}'),
        "utf8-surrogate": ("A surrogate in UTF-8", lambda text: text[:-1] + b',"a":"\xed\xa0\x80"}'),
        "utf8-too-high": ("A character above U+10FFFF", lambda text: text[:-1] + b',"a":"\xf4\x90\x80\x80"}'),
        "cut-character": ("A character that is cut off", lambda text: text[:-1] + b',"a":"\xe2\x82"}'),
        "control": ("A control character in a string", lambda text: text[:-1] + b',"a":"\x1f"}'),
        "bad-escape": ("An escape that does not exist", lambda text: text[:-1] + b',"a":"\\x41"}'),
        "nul-in-name": ("A name with U+0000", lambda text: text[:-1] + b',"a\\u0000":1}'),
        "utf16": ("UTF-16", lambda text: text.decode().encode("utf-16-be")),
        "duplicate-unknown": ("Two members of one unknown name", lambda text: text[:-1] + b',"a":1,"a":1}'),
        "duplicate-nested": ("Two members of one name far inside",
                             lambda text: text[:-1] + b',"a":[{"b":{"c":1,"c":1}}]}'),
    }
    for place in ("header", "claims"):
        for name, (words, spoil) in spoilers.items():
            text = (good.header_json if place == "header" else good.claims_json).encode()
            out.add(f"json-{place}-{name}", f"{words} in the {place} is refused.", JSON, "proof-json",
                    good.signed(**part(place, spoil(text))))
    header, claims = good.header_json, good.claims_json
    doubles = {
        "alg": (header[:-1] + ',"alg":"ES256"}', claims), "typ": ('{"typ":"dpop+jwt",' + header[1:], claims),
        "jwk": (header[:-1] + f',"jwk":{compact(APP.public)}}}', claims),
        "jwk-x": (header.replace('"jwk":{', f'"jwk":{{"x":"{APP.public["x"]}",'), claims),
        "jwk-y-escaped": (header.replace('"jwk":{', f'"jwk":{{"\\u0079":"{APP.public["y"]}",'), claims),
        "htu": (header, claims[:-1] + ',"htu":"https://host.test/"}'), "htm": (header, '{"htm":"GET",' + claims[1:]),
        "iat": (header, claims[:-1] + ',"iat":1}'), "jti-escaped": (header, claims[:-1] + ',"jt\\u0069":"b"}'),
        "ath": (header, claims[:-1] + ',"ath":null}'), "nonce": (header, '{"nonce":"a",' + claims[1:]),
    }
    for name, (first, second) in doubles.items():
        out.add(f"duplicate-{name}", f"Two members of one name are refused, even where both are good: {name}.", STRICT,
                "proof-json", good.signed(header=first, claims=second))


def numbers(out: Collector, good: Recipe) -> None:
    for name, raw in (("leading-zero", "01"), ("plus", "+1"), ("no-digits-before-point", ".5"),
                      ("no-digits-behind-point", "1."), ("hexadecimal", "0x10"), ("nan", "NaN"),
                      ("infinity", "Infinity"), ("minus-infinity", "-Infinity"), ("too-large", "1e400"),
                      ("minus-only", "-"), ("exponent-only", "1e"), ("word", "tru"), ("empty", "")):
        out.add(f"number-{name}", f"A value that is no JSON number, or not a finite one, is refused: {raw or 'nothing'}.",
                "RFC 8259 §6", "proof-json", good.with_claim("a", raw).signed())
    out.add("number-beyond-64-bits", "An integer beyond 64 bits is refused wherever it stands.", "RFC 8259 §6",
            "proof-json", good.with_claim("a", "9223372036854775808").signed())
    out.add("number-64-bits", "The largest integer of 64 bits is read.", "RFC 8259 §6", "accepted",
            good.with_claim("a", "9223372036854775807").signed())
    out.add("number-tiny", "A number that is nearly zero is read.", "RFC 8259 §6", "accepted",
            good.with_claim("a", "1e-400").signed())


def bounds(out: Collector, good: Recipe) -> None:
    rule = "RFC 8725 §3, bounds of this verifier"
    for place in ("header", "claims"):
        for depth, result in ((8, "accepted"), (9, "proof-json")):
            nested = "[" * (depth - 1) + "]" * (depth - 1)
            changed = good.with_header("a", nested) if place == "header" else good.with_claim("a", nested)
            out.add(f"depth-{depth}-{place}", f"The {place} may nest eight levels: here {depth}.", rule, result,
                    changed.signed())
        for count, result in ((64, "accepted"), (65, "proof-json")):
            text = good.header_json if place == "header" else good.claims_json
            own = len(good.header if place == "header" else good.claims)
            more = "".join(f',"m{number}":0' for number in range(count - own))
            out.add(f"members-{count}-{place}", f"An object in the {place} may have 64 members: here {count}.", rule,
                    result, good.signed(**part(place, text[:-1] + more + "}")))
    bracket = good.with_claim("a", '"' + "[{" * 20 + '"').signed()
    out.add("depth-in-string", "Brackets within a string are not nesting.", rule, "accepted", bracket)
    quoted = "[" * 9
    escapes = {"behind-escaped-quote": (f'"a\\"{quoted}"', "accepted"), "behind-escaped-backslash": (f'"\\\\\\"{quoted}"', "accepted"),
               "outside-behind-backslash": (f'["\\\\",{quoted}{quoted.replace("[", "]")}]', "proof-json")}
    for name, (raw, result) in escapes.items():
        out.add(f"depth-{name}", f"What is within a string is told from what is not, {name.replace('-', ' ')}.", rule, result,
                good.with_claim("a", raw).signed())
    out.add("size-4096", "A proof of 4096 bytes is read.", rule, "accepted", sized(good, 4096))
    out.add("size-4097", "A proof of 4097 bytes is refused before anything is decoded.", rule, "proof-too-large",
            sized(good, 4097))


def sized(good: Recipe, size: int) -> str:
    """A proof of exactly `size` bytes: padding in the header or in the claims gives every length but one modulo 4."""
    for in_header in range(4):
        for in_claims in range(size):
            recipe = good.with_header("p", compact("a" * in_header)).with_claim("p", compact("a" * in_claims))
            length = sum(-(-len(text) * 4 // 3) for text in (recipe.header_json, recipe.claims_json)) + 88
            if length == size:
                return recipe.signed()
            if length > size:
                break
    raise ValueError(f"no proof of {size} bytes")


def extensions_and_types(out: Collector, good: Recipe) -> None:
    for name, member, raw in (("crit-empty", "crit", "[]"), ("crit-exp", "crit", '["exp"]'), ("crit-null", "crit", "null"),
                              ("crit-string", "crit", '"b64"'), ("b64-true", "b64", "true"), ("b64-false", "b64", "false"),
                              ("b64-null", "b64", "null")):
        out.add(f"extension-{name}", "No extension is understood, so its member is refused with any value.",
                "RFC 7515 §4.1.11, RFC 7797", "proof-critical", good.with_header(member, raw).signed())
    types = {"absent": None, "null": "null", "number": "1", "array": '["dpop+jwt"]', "jwt": '"JWT"', "capital": '"DPOP+JWT"',
             "media-type": '"application/dpop+jwt"', "access-token": '"at+jwt"', "empty": '""', "space": '"dpop+jwt "',
             "nul": '"dpop+jwt\\u0000"'}
    for name, raw in types.items():
        out.add(f"typ-{name}", f"typ must be the string dpop+jwt: here {name}.", "RFC 9449 §4.2", "proof-type",
                good.with_header("typ", raw).signed())
    out.add("token-as-proof", "An access token in the place of the proof is refused for its type.", "RFC 8725 §3.11",
            "proof-type", TOKEN)


def algorithms(out: Collector, good: Recipe) -> None:
    names = {"absent": None, "null": "null", "number": "256", "array": '["ES256"]', "none": '"none"', "none-capital": '"None"',
             "none-capitals": '"NONE"', "hs256": '"HS256"', "rs256": '"RS256"', "ps256": '"PS256"', "es384": '"ES384"',
             "es512": '"ES512"', "eddsa": '"EdDSA"', "lower-case": '"es256"', "space": '"ES256 "', "empty": '""',
             "kelvin": '"ES256\\u212a"'}
    for name, raw in names.items():
        out.add(f"alg-{name}", f"alg must be one that the server offers, byte for byte: here {name}.",
                "RFC 9449 §4.3(5), RFC 8725 §3.1", "proof-algorithm", good.with_header("alg", raw).signed())
    unsigned = good.with_header("alg", '"none"')
    text = ".".join(b64(part.encode()) for part in (unsigned.header_json, unsigned.claims_json))
    out.add("alg-none-unsigned", "An unsecured JWS with an empty signature is refused.", "RFC 8725 §3.2", "proof-parts",
            f"{text}.")
    symmetric = good.with_header("alg", '"HS256"')
    text = ".".join(b64(part.encode()) for part in (symmetric.header_json, symmetric.claims_json))
    secret = compact(APP.public).encode()
    tag = hmac.new(secret, text.encode(), hashlib.sha256).digest()
    out.add("alg-hs256-public-key", "HMAC with the public key as its secret is refused.", "RFC 8725 §2.1",
            "proof-algorithm", f"{text}.{b64(tag)}")
    out.add("alg-not-offered", "ES256K is refused where the server offers ES256 only.", "RFC 9449 §4.3(5)",
            "proof-algorithm", good_proof(APP_K).signed(), token=TOKEN_K, configuration="es256-only")
    out.add("alg-only-one", "ES256 is accepted where the server offers nothing else.", "RFC 9449 §4.3(5)", "accepted",
            good.signed(), configuration="es256-only")


def signatures(out: Collector, good: Recipe) -> None:
    rule = "RFC 7518 §3.4"
    for count in (0, 1, 32, 63, 65, 96, 128):
        if count:
            out.add(f"signature-{count}-bytes", "A signature has 64 bytes.", rule, "proof-signature-length",
                    good.signed(spoil=lambda raw: (raw * 2)[:count]))
    out.add("signature-der", "A signature in DER is refused for its length.", rule, "proof-signature-length",
            good.signed(spoil=der))
    order = {"P-256": 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551,
             "secp256k1": 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141}
    for key, token, name in ((APP, TOKEN, "p256"), (APP_K, TOKEN_K, "secp256k1")):
        n = order[key.curve].to_bytes(32, "big")
        zero, one, top = bytes(32), (1).to_bytes(32, "big"), b"\xff" * 32
        pairs = {"zeros": lambda raw: zero + zero, "r-zero": lambda raw: zero + raw[32:],
                 "s-zero": lambda raw: raw[:32] + zero, "r-order": lambda raw: n + raw[32:],
                 "s-order": lambda raw: raw[:32] + n, "orders": lambda raw: n + n, "ones": lambda raw: one + one,
                 "all-bits": lambda raw: top + top, "swapped": lambda raw: raw[32:] + raw[:32],
                 "first-bit": lambda raw: bytes([raw[0] ^ 0x80]) + raw[1:],
                 "last-bit": lambda raw: raw[:-1] + bytes([raw[-1] ^ 1]),
                 "s-plus-order": lambda raw: raw[:32] + ((int.from_bytes(key.with_s(raw, high=False)[32:], "big")
                                                          + order[key.curve]) % (1 << 256)).to_bytes(32, "big")}
        for spoiler, spoil in pairs.items():
            out.add(f"signature-{spoiler}-{name}", f"r and s are from 1 to n - 1 and belong to the text: {spoiler}.", rule,
                    "proof-signature", good_proof(key).signed(spoil=spoil), token=token)
    out.add("signature-other-key", "A proof that another key signed than the one in its header is refused.",
            "RFC 9449 §4.3(6)", "proof-signature", good.by(KEYS["other-app"]).signed())
    out.add("signature-issuer-key", "The issuer's key cannot sign a proof.", "RFC 9449 §4.3(6)", "proof-signature",
            good.by(KEYS["issuer"]).signed())
    out.add("signature-other-curve", "A signature on the other curve is refused.", "RFC 7518 §3.4", "proof-signature",
            good.by(APP_K).signed())
    for name, changed in (("claims", good.with_claim("jti", '"proof-2"')), ("header", good.with_header("kid", '"a"'))):
        signature = good.signed().split(".")[2]
        text = ".".join(changed.signed().split(".")[:2])
        out.add(f"signature-of-other-{name}", f"A signature over other {name} is refused.", "RFC 7515 §5.2",
                "proof-signature", f"{text}.{signature}")
