# SPDX-License-Identifier: Apache-2.0
"""The header lines of a request, single use, and the token endpoint, where no access token exists yet."""

from corpus.crypto import compact
from corpus.recipe import APP, NOW, OTHER, TOKEN, Collector, good_proof, good_token

LINES = "RFC 9110 §5.3, RFC 6750 §2"
SCHEME = "RFC 9449 §7.1"
REPLAY = "RFC 9449 §11.1"


def cases(out: Collector) -> None:
    authorization(out)
    proofs(out)
    replay(out)
    token_endpoint(out)


def authorization(out: Collector) -> None:
    good = f"DPoP {TOKEN}"
    lines: dict[str, tuple[str, list[str]]] = {
        "none": ("credentials-missing", []), "two": ("authorization-repeated", [good, good]),
        "two-schemes": ("authorization-repeated", [f"Bearer {TOKEN}", good]), "second-empty": ("authorization-repeated", [good, ""]),
        "comma": ("authorization-repeated", [f"{good}, Bearer a"]), "comma-only": ("authorization-repeated", [f"{good},"]),
        "empty": ("authorization-malformed", [""]), "scheme-only": ("authorization-malformed", ["DPoP"]),
        "no-token": ("authorization-malformed", ["DPoP "]), "leading-space": ("authorization-malformed", [f" {good}"]),
        "trailing-space": ("authorization-malformed", [f"{good} "]), "two-tokens": ("authorization-malformed", [f"{good} a"]),
        "tab": ("authorization-malformed", [f"DPoP\t{TOKEN}"]), "no-space": ("authorization-malformed", [f"DPoP{TOKEN}"]),
        "token-only": ("authorization-malformed", [TOKEN]), "basic": ("authorization-malformed", ["Basic YTpi"]),
        "digest": ("authorization-malformed", ["Digest a"]), "padding-inside": ("authorization-malformed", ["DPoP a=b"]),
        "padding-only": ("authorization-malformed", ["DPoP ="]), "quoted": ("authorization-malformed", ['DPoP "a"']),
        "umlaut": ("authorization-malformed", ["DPoP ä"]), "nul": ("authorization-malformed", ["DPoP a\0b"]),
        "kelvin": ("authorization-malformed", ["D\u212aPoP a"]), "dotless": ("authorization-malformed", ["DPoP\u0307 a"]),
        "parameter": ("authorization-malformed", [f"DPoP token={TOKEN}"]), "colon": ("authorization-malformed", ["DPoP: a"]),
        "8193-bytes": ("authorization-too-large", ["DPoP " + "a" * 8188]),
        "8192-bytes": ("proof-token-hash-mismatch", ["DPoP " + "a" * 8187]),
        "8192-bytes-bearer": ("bearer-downgrade", ["Bearer " + "a" * 8185]),
        "bearer": ("bearer-downgrade", [f"Bearer {TOKEN}"]), "bearer-lower-case": ("bearer-downgrade", [f"bearer {TOKEN}"]),
        "lower-case": ("accepted", [f"dpop {TOKEN}"]), "capitals": ("accepted", [f"DPOP {TOKEN}"]),
        "odd-case": ("accepted", [f"dPoP {TOKEN}"]), "spaces": ("accepted", [f"DPoP   {TOKEN}"]),
        "opaque": ("proof-token-hash-mismatch", ["DPoP a.b-c_d~e+f/g=="]),
    }
    for name, (result, values) in lines.items():
        out.add(f"authorization-{name}", f"One Authorization line of the scheme DPoP and one token is read: {name}.",
                SCHEME if result in ("accepted", "authorization-malformed", "bearer-downgrade") else LINES, result,
                authorization=values)
    out.add("authorization-bearer-without-proof", "A bound token as a Bearer token is refused without a proof as well.",
            "RFC 9449 §7.2", "bearer-downgrade", [], authorization=[f"Bearer {TOKEN}"])


def proofs(out: Collector) -> None:
    good = good_proof().signed()
    other = good_proof().with_claim("jti", '"proof-2"').signed()
    lines: dict[str, tuple[str, list[str]]] = {
        "none": ("proof-missing", []), "two": ("proof-repeated", [good, other]), "twice": ("proof-repeated", [good, good]),
        "second-empty": ("proof-repeated", [good, ""]), "first-empty": ("proof-repeated", ["", good]),
        "comma": ("proof-repeated", [f"{good},{other}"]), "comma-at-end": ("proof-repeated", [f"{good},"]),
        "comma-space": ("proof-repeated", [f"{good}, {good}"]),
    }
    for name, (result, values) in lines.items():
        out.add(f"proof-lines-{name}", f"There is exactly one DPoP line and no comma in it: {name}.", "RFC 9449 §4.3(1)",
                result, values)
    out.add("proof-of-other-token", "A proof made for another token of the same key is refused.", "RFC 9449 §4.3(10)",
            "proof-token-hash-mismatch", token=good_token().with_claim("jti", '"another"').signed(),
            proof=good_proof().signed())


def replay(out: Collector) -> None:
    def used(identifier: str, key: str = APP.thumbprint) -> list[dict[str, str]]:
        return [{"thumbprint": key, "id": identifier}]

    good = good_proof()
    table = [
        ("same", "accepted", good, []), ("again", "proof-replayed", good, used("proof-1")),
        ("other-id", "accepted", good, used("proof-2")), ("other-key", "accepted", good, used("proof-1", OTHER.thumbprint)),
        ("case", "accepted", good, used("PROOF-1")), ("longer", "accepted", good, used("proof-11")),
        ("prefix", "accepted", good, used("proof-")),
        ("twin", "proof-replayed", None, used("proof-1")),
        ("later-iat", "proof-replayed", good.with_claim("iat", str(NOW + 1)), used("proof-1")),
        ("other-spelling-of-url", "proof-replayed",
         good.with_claim("htu", '"HTTPS://host.test:443/xrpc/app.example.widget.mint?a"'), used("proof-1")),
        ("escaped-id", "proof-replayed", good.with_claim("jti", '"proof\\u002d1"'), used("proof-1")),
        ("composed-id", "accepted", good.with_claim("jti", compact("caf\u00e9")), used("cafe\u0301")),
        ("decomposed-id", "accepted", good.with_claim("jti", compact("cafe\u0301")), used("caf\u00e9")),
        ("same-composed-id", "proof-replayed", good.with_claim("jti", compact("caf\u00e9")), used("caf\u00e9")),
        ("nul-id", "accepted", good.with_claim("jti", '"proof-1\\u0000"'), used("proof-1")),
        ("among-many", "proof-replayed", good, used("a") + used("b") + used("proof-1") + used("c")),
    ]
    for name, result, recipe, state in table:
        text = good.signed(spoil=APP.twin) if recipe is None else recipe.signed()
        out.add(f"replay-{name}", f"A proof is single use by its key and the bytes of its jti: {name}.", REPLAY, result,
                text, used=state)
    out.add("replay-after-signature", "A wrong signature is reported before a replay, so nobody learns what was used.",
            REPLAY, "proof-signature", good.by(OTHER).signed(), used=used("proof-1"))
    out.add("replay-after-time", "A proof that is too old is refused for that.", REPLAY, "proof-too-old",
            good.with_claim("iat", str(NOW - 400)).signed(), used=used("proof-1"))


def token_endpoint(out: Collector) -> None:
    rule = "RFC 9449 §5"
    base = good_proof().with_claim("ath", None)
    more = {"configuration": "token-endpoint", "authorization": [], "url": "https://as.test/token"}
    base = base.with_claim("htu", '"https://as.test/token"')
    table = [
        ("good", "accepted", base), ("any-key", "accepted", None), ("needless-ath", "accepted", base.with_claim("ath", '"a"')),
        ("ath-number", "proof-token-hash-missing", base.with_claim("ath", "1")),
        ("signature", "proof-signature", base.by(OTHER)), ("nonce", "nonce-missing", base.with_claim("nonce", None)),
        ("url", "proof-target-mismatch", base.with_claim("htu", '"https://as.test/par"')),
        ("type", "proof-type", base.with_header("typ", '"JWT"')),
    ]
    for name, result, recipe in table:
        if recipe is None:
            recipe = good_proof(OTHER, token="").with_claim("ath", None).with_claim("htu", '"https://as.test/token"')
        out.add(f"token-endpoint-{name}", f"A token endpoint binds to the proof's own key and needs no ath: {name}.", rule,
                result, recipe.signed(), **more)  # type: ignore[arg-type]
    out.add("token-endpoint-replay", "A token endpoint accepts a proof once as well.", rule, "proof-replayed", base.signed(),
            used=[{"thumbprint": APP.thumbprint, "id": "proof-1"}], **more)  # type: ignore[arg-type]
