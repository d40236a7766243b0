# SPDX-License-Identifier: Apache-2.0
"""The claims of a proof: jti, htm, ath, the times, and the nonce."""

import hashlib
import typing

from corpus.crypto import b64, compact, respelled, token_hash
from corpus.recipe import NONCE_KEYS, NOW, OTHER, TOKEN, Collector, fresh_nonce, good_proof, good_token

WINDOW = "RFC 9449 §11.1"
NONCE = "RFC 9449 §9"


def cases(out: Collector) -> None:
    identifiers(out)
    methods(out)
    token_hashes(out)
    issued(out)
    limits_of_validity(out)
    nonces(out)


def with_claim(out: Collector, name: str, shows: str, rule: str, result: str, claim: str, raw: str | None,
               **more: typing.Any) -> None:
    out.add(name, shows, rule, result, good_proof().with_claim(claim, raw).signed(), **more)


def identifiers(out: Collector) -> None:
    for name, raw in (("absent", None), ("null", "null"), ("number", "7"), ("empty", '""'), ("array", '["a"]'),
                      ("object", "{}"), ("true", "true")):
        with_claim(out, f"jti-{name}", f"jti must be a string that is not empty: here {name}.", "RFC 9449 §4.2",
                   "proof-id-missing", "jti", raw)
    for name, text in (("1", "a"), ("6", "abcdef"), ("11", "abcdefghijk"), ("256", "a" * 256), ("256-two-byte", "é" * 128),
                       ("256-four-byte", "😀" * 64), ("nul", "a\0b"), ("emoji", "😀"), ("composed", "caf\u00e9"),
                       ("decomposed", "cafe\u0301"), ("space", " "), ("quote", 'a"\\b'), ("line", "a\nb")):
        with_claim(out, f"jti-{name}", f"jti is any text of 1 to 256 bytes: here {name}.", "RFC 9449 §4.2", "accepted",
                   "jti", compact(text))
    for name, text in (("257", "a" * 257), ("257-two-byte", "é" * 128 + "a"), ("258-two-byte", "é" * 129),
                       ("1000", "a" * 1000)):
        with_claim(out, f"jti-{name}", f"A jti of more than 256 bytes is refused: here {name}.",
                   "RFC 9449 §11.1, bound of this verifier", "proof-id-too-long", "jti", compact(text))


def methods(out: Collector) -> None:
    for name, raw in (("absent", None), ("null", "null"), ("number", "1"), ("array", '["POST"]')):
        with_claim(out, f"htm-{name}", f"htm must be a string: here {name}.", "RFC 9449 §4.2", "proof-method-missing",
                   "htm", raw)
    for name, text in (("lower-case", "post"), ("mixed-case", "Post"), ("other", "GET"), ("empty", ""),
                       ("space", "POST "), ("longer", "POSTS"), ("shorter", "POS"), ("nul", "POST\0")):
        with_claim(out, f"htm-{name}", f"htm is the method of the request, byte for byte: here {name}.",
                   "RFC 9449 §4.3(8), RFC 9110 §9.1", "proof-method-mismatch", "htm", compact(text))
    with_claim(out, "htm-get", "A proof for GET serves a GET.", "RFC 9449 §4.3(8)", "accepted", "htm", '"GET"',
               method="GET")
    with_claim(out, "htm-get-for-head", "A proof for GET does not serve a HEAD.", "RFC 9449 §4.3(8)",
               "proof-method-mismatch", "htm", '"GET"', method="HEAD")
    with_claim(out, "htm-kelvin", "A character that Unicode equates with a letter of the method is another one.",
               "RFC 9110 §9.1", "proof-method-mismatch", "htm", '"LOC\\u212a"', method="LOCK")
    with_claim(out, "htm-lower-case-request", "A method that is sent in lower case has a proof in lower case.",
               "RFC 9110 §9.1", "accepted", "htm", '"post"', method="post")


def token_hashes(out: Collector) -> None:
    right = token_hash(TOKEN)
    for name, raw in (("absent", None), ("null", "null"), ("number", "1"), ("array", compact([right]))):
        with_claim(out, f"ath-{name}", f"ath must be a string: here {name}.", "RFC 9449 §4.2", "proof-token-hash-missing",
                   "ath", raw)
    texts = {"empty": "", "other-token": token_hash(TOKEN + "A"), "scheme": token_hash("DPoP " + TOKEN),
             "padded": right + "=", "hexadecimal": hashlib.sha256(TOKEN.encode()).hexdigest(), "cut": right[:-1],
             "longer": right + "A", "lower-case": right.lower(),
             "sha512": b64(hashlib.sha512(TOKEN.encode()).digest()), "of-digest": token_hash(right),
             "first-half": b64(hashlib.sha256(TOKEN.encode()).digest()[:16])}
    for name, text in texts.items():
        with_claim(out, f"ath-{name}", f"ath is base64url of SHA-256 of the token, byte for byte: here {name}.",
                   "RFC 9449 §4.3(10)", "proof-token-hash-mismatch", "ath", compact(text))
    for number, text in enumerate(respelled(right, 2), 1):
        with_claim(out, f"ath-last-character-{number}", "Another spelling of the same hash is refused.",
                   "RFC 9449 §4.3(10)", "proof-token-hash-mismatch", "ath", compact(text))


def issued(out: Collector) -> None:
    with_claim(out, "iat-absent", "iat is required.", "RFC 9449 §4.2", "proof-time-missing", "iat", None)
    for name, raw in (("null", "null"), ("string", f'"{NOW}"'), ("true", "true"), ("object", "{}"), ("negative", "-1"),
                      ("slightly-negative", "-0.5"), ("above-2-53", "9007199254740993"),
                      ("far-above-2-53", "9223372036854775807"), ("lowest", "-9223372036854775808"), ("real-above", "1e300")):
        with_claim(out, f"iat-{name}", f"iat is a number from 0 to 2^53: here {name}.", "RFC 7519 §2",
                   "proof-time-malformed", "iat", raw)
    for name, raw in (("13-digits", str(NOW * 1000)), ("16-digits", str(NOW * 1_000_000)), ("2-53", "9007199254740992"),
                      ("first", "100000000001"), ("real", "1.75e12")):
        with_claim(out, f"iat-milliseconds-{name}", f"A time after the year 5138 is taken for milliseconds: here {name}.",
                   "RFC 7519 §2", "proof-time-milliseconds", "iat", raw)
    with_claim(out, "iat-last-second", "The last second that is not taken for milliseconds is only too late.", WINDOW,
               "proof-from-future", "iat", "100000000000")
    for name, raw in (("zero", "0"), ("minus-zero", "-0"), ("minus-zero-real", "-0.0"), ("tiny", "1e-400")):
        with_claim(out, f"iat-{name}", "Zero is a time, if one long ago.", WINDOW, "proof-too-old", "iat", raw)
    for name, raw in (("real", f"{NOW}.0"), ("fraction", f"{NOW}.75"), ("exponent", "1.75e9"),
                      ("long-fraction", f"{NOW}.123456789"), ("capital-exponent", "175E7")):
        with_claim(out, f"iat-{name}", "iat may have a fraction or an exponent; the fraction is cut off.", "RFC 7519 §2",
                   "accepted", "iat", raw)
    for mode, past, future in (("nonce", 300, 300), ("no-nonce", 60, 30)):
        offsets = {f"{-past}": (-past, "accepted"), f"{-past - 1}": (-past - 1, "proof-too-old"),
                   f"+{future}": (future, "accepted"), f"+{future + 1}": (future + 1, "proof-from-future"),
                   f"{-past - 1}.999": (-past - 0.001, "proof-too-old"), f"+{future}.999": (future + 0.999, "accepted"),
                   "-10": (-10, "accepted"), "+10": (10, "accepted"), "-3600": (-3600, "proof-too-old"),
                   "+3600": (3600, "proof-from-future")}
        for name, (offset, result) in offsets.items():
            proof = good_proof(nonce="fresh" if mode == "nonce" else None).with_claim("iat", compact(NOW + offset))
            out.add(f"iat-{mode}-{name}", f"The window of iat in this mode is -{past} to +{future} s: here {name}.",
                    WINDOW, result, proof.signed(), configuration=mode)
        for clock, offset, result in ((NOW + 0.999, -past, "accepted"), (NOW + 0.999, future + 1, "proof-from-future")):
            proof = good_proof(nonce="fresh" if mode == "nonce" else None).with_claim("iat", str(NOW + offset))
            out.add(f"iat-{mode}-late-in-second-{offset:+d}",
                    "The server's clock is cut to whole seconds before it is compared.", WINDOW, result, proof.signed(),
                    configuration=mode, clock=clock)


def limits_of_validity(out: Collector) -> None:
    table = [("exp", "29-ago", str(NOW - 29), "accepted"), ("exp", "30-ago", str(NOW - 30), "proof-expired"),
             ("exp", "long-ago", "0", "proof-expired"), ("exp", "later", str(NOW + 60), "accepted"),
             ("exp", "fraction", f"{NOW - 30}.9", "proof-expired"), ("exp", "string", f'"{NOW + 60}"', "proof-time-malformed"),
             ("exp", "null", "null", "proof-time-malformed"), ("exp", "negative", "-1", "proof-time-malformed"),
             ("exp", "2-53", "9007199254740992", "accepted"),
             ("exp", "above-2-53", "9007199254740993", "proof-time-malformed"),
             ("nbf", "in-30", str(NOW + 30), "accepted"), ("nbf", "in-31", str(NOW + 31), "proof-not-yet-valid"),
             ("nbf", "fraction", f"{NOW + 30}.9", "accepted"), ("nbf", "earlier", "0", "accepted"),
             ("nbf", "string", f'"{NOW}"', "proof-time-malformed"), ("nbf", "null", "null", "proof-time-malformed")]
    for claim, name, raw, result in table:
        with_claim(out, f"{claim}-{name}", f"{claim} is not required, and counts with 30 s of skew: here {name}.",
                   "RFC 7519 §4.1.4, §4.1.5", result, claim, raw)


def nonces(out: Collector) -> None:
    second = bytes.fromhex(NONCE_KEYS[1]["secret"])
    current = fresh_nonce()
    for name, raw, result in (("absent", None, "nonce-missing"), ("null", "null", "nonce-malformed"),
                              ("number", "1", "nonce-malformed"), ("array", compact([current]), "nonce-malformed"),
                              ("257-bytes", compact("a" * 257), "nonce-malformed"),
                              ("256-bytes", compact("a" * 256), "nonce-unknown"), ("empty", '""', "nonce-unknown"),
                              ("invented", '"abc"', "nonce-unknown"), ("zeros", compact("A" * 30), "nonce-unknown"),
                              ("longer", compact(current + "A"), "nonce-unknown"),
                              ("cut", compact(current[:-1]), "nonce-unknown"),
                              ("padded", compact(current + "=="), "nonce-unknown"),
                              ("lower-case", compact(current.lower()), "nonce-unknown")):
        with_claim(out, f"nonce-{name}", f"Where nonces are required a proof carries one of the server's: here {name}.",
                   NONCE, result, "nonce", raw)
    for bucket in range(-5, 4):
        result = "accepted" if -3 <= bucket <= 1 else "nonce-unknown"
        with_claim(out, f"nonce-bucket-{bucket:+d}", "A nonce serves in its minute, three after and one before it: "
                   f"here {bucket:+d}.", NONCE, result, "nonce", compact(fresh_nonce(bucket=bucket)))
    others: dict[str, tuple[str, str]] = {
        "other-audience": (fresh_nonce(audience="did:web:other.test#appview"), "nonce-unknown"),
        "other-secret": (fresh_nonce(secret=bytes(32)), "nonce-unknown"),
        "other-key-number": (fresh_nonce(key_id=3), "nonce-unknown"),
        "swapped-key-number": (fresh_nonce(key_id=2), "nonce-unknown"),
        "other-version": (fresh_nonce(version=2), "nonce-unknown"),
        "second-key": (fresh_nonce(secret=second, key_id=2), "accepted"),
    }
    for name, (text, result) in others.items():
        with_claim(out, f"nonce-{name}", f"A nonce is authenticated with a key of the ring: here {name}.", NONCE, result,
                   "nonce", compact(text))
    for number, text in enumerate(respelled(current, 4)[:3], 1):
        with_claim(out, f"nonce-last-character-{number}", "Another spelling of a nonce is another nonce.", NONCE,
                   "nonce-unknown", "nonce", compact(text))
    for position in (0, 4, 9, 15, 29):
        flipped = current[:position] + ("A" if current[position] != "A" else "Q") + current[position + 1:]
        with_claim(out, f"nonce-changed-{position}", "A nonce with one character changed is refused.", NONCE,
                   "nonce-unknown", "nonce", compact(flipped))
    out.add("nonce-before-time", "A client whose clock is wrong is told of the missing nonce, not of its clock.", NONCE,
            "nonce-missing", good_proof(nonce=None).with_claim("iat", "1").signed())
    out.add("nonce-stale-before-time", "A stale nonce is reported before a stale iat.", NONCE, "nonce-unknown",
            good_proof(nonce=fresh_nonce(bucket=-9)).with_claim("iat", "1").signed())
    out.add("nonce-before-token", "The nonce is checked before the access token.", NONCE, "nonce-missing",
            good_proof(nonce=None, token="a.b.c").signed(), token="a.b.c")
    out.add("nonce-before-signature", "The nonce is checked before the signature.", NONCE, "nonce-missing",
            good_proof(nonce=None).by(OTHER).signed())
    for name, raw, result in (("any", '"abc"', "accepted"), ("absent", None, "accepted"), ("number", "1", "nonce-malformed"),
                              ("257-bytes", compact("a" * 257), "nonce-malformed")):
        out.add(f"no-nonce-{name}", f"Where no nonces are used, one is ignored but must be a short string: here {name}.",
                NONCE, result, good_proof(nonce=None).with_claim("nonce", raw).signed(), configuration="no-nonce")
    later = NOW + 86_400
    token = good_token().with_claim("exp", str(later + 900)).signed()
    out.add("nonce-of-yesterday", "A nonce of the day before is unknown.", NONCE, "nonce-unknown",
            good_proof(token=token, clock=later, nonce=current).signed(), token=token, clock=later)
