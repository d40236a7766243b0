# SPDX-License-Identifier: Apache-2.0
"""Random requests: the good ones, changed in no, one or a few places before and after they are signed."""

import random
import typing

from corpus.crypto import ALPHABET, Key, compact, der, respelled, token_hash
from corpus.recipe import (APP, APP_K, ISSUER_K, ISSUER_P, KEYS, NOW, NSID, OTHER, SERVICE, URL, Recipe, fresh_nonce,
                           good_proof, good_token)

CONFIGURATIONS = ["nonce"] * 6 + ["no-nonce"] * 2 + ["es256-only", "token-es256-only", "token-endpoint", "short-lived"]
VALUES = [
    "null", "true", "false", "0", "-0", "-1", "1", "0.5", "1e3", "1E-3", "-0.0", "1e308", "1e309", "1e-400", '""', '"a"', '"A"',
    "[]", "{}", "[[]]", '{"a":1}', '["verify"]', '["sign"]', '"sig"', '"enc"', '"POST"', '"post"', '"GET"', '"EC"', '"P-256"',
    '"secp256k1"', '"ES256"', '"ES256K"', '"none"', '"dpop+jwt"', '"at+jwt"', '"JWT"', "9007199254740991", "9007199254740992",
    "9007199254740993", "9007199254740992.0", "9223372036854775807", "9223372036854775808", "-9223372036854775809",
    "100000000000", "100000000001", "100000000000.9", "123456789012345678901234567890", "01", "+1", "1.", ".5", "NaN", "'a'", "",
    '"\\u0000"', '"\\ud83d\\ude00"', '"\\ud800"', '"\\udc00\\ud800"', '"\u212a"', '"e\u0301"', '"\u00e9"', '"\x7f"', '"\x1f"',
    '"\\/"', '"\\u002F"', '"a\\"b"', '"' + "a" * 255 + '"', '"' + "a" * 256 + '"', '"' + "a" * 257 + '"', '"' + "é" * 128 + '"',
    '"' + "a" * 43 + '"', "[" * 7 + "]" * 7, "[" * 8 + "]" * 8,
]
PROOF_NAMES = ["jti", "htm", "htu", "iat", "ath", "nonce", "exp", "nbf", "extra"]
TOKEN_NAMES = ["iss", "sub", "aud", "client_id", "jti", "iat", "exp", "nbf", "scope", "cnf", "extra"]
HEADER_NAMES = ["typ", "alg", "jwk", "kid", "crit", "b64", "x5u", "cty", "extra"]
KEY_NAMES = ["kty", "crv", "x", "y", "use", "key_ops", "alg", "kid", "d", "k", "p", "oth", "extra"]
SYNTAX = ['"', "{", "}", "[", "]", ",", ":", "\\", " ", "\n", "\t", "\r", "\f", "\0", "\ufeff", "é", "😀", "0", "1", "-", ".", "e", "a",
          "\\u0061", "\\u00", "//", "\u2028"]
SCHEMES = ["https", "https", "https", "HTTPS", "hTTps", "http", "ftp", "https:", "ht tps", ""]
HOSTS = ["host.test", "host.test", "HOST.test", "host.test:443", "host.test:", "host.test:0443", "host.test:8443", "host.test:00443",
         "host.test.", "a@host.test", "[::1]", "[host.test]", "[::1", "host%2etest", "höst.test", "host.test:65536", "host_test",
         "host.test:-1", "", "ho[st", "host.test:443:1", "[]", "[::1]:443", "a]b", "[a[b]"]
SEGMENTS = ["xrpc", "xrpc", "xrpc", NSID, NSID, "..", ".", "", "%2e", "%2E%2e", ".%2e", "a", "%78rpc", "%2F", "%2f", "%", "%zz", "%7E", "~",
            "...", "XRPC", "a b", "\\", "ä", ";a", "%00", "a:b", "@", "%41", "%c3%a4"]


class Mutator:
    """Makes requests from a seed; the same seed gives the same requests."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def request(self, number: int) -> dict[str, typing.Any]:
        choose = self.random
        key = choose.choices([APP, APP_K, OTHER, KEYS["leading-zero-x"]], [10, 4, 2, 1])[0]
        configuration = choose.choice(CONFIGURATIONS)
        token = good_token(key, issuer=choose.choice([ISSUER_P, ISSUER_P, ISSUER_K]))
        token = token.with_header("kid", '"p1"' if token.key is ISSUER_P else '"k1"')
        for _ in range(choose.choices([0, 1, 2], [10, 3, 1])[0]):
            token = self.recipe(token, TOKEN_NAMES, self.token_value)
        token_text = self.signed(token, rarity=12)
        proof = good_proof(key, token=token_text, nonce=None if configuration == "no-nonce" else "fresh")
        proof = proof.with_claim("jti", compact(f"proof-{number}"))
        if configuration == "token-endpoint":
            proof = proof.with_claim("ath", None)
        for _ in range(choose.choices([0, 1, 2, 3], [3, 8, 3, 1])[0]):
            proof = self.recipe(proof, PROOF_NAMES, self.proof_value)
        proof_text = self.signed(proof, rarity=5)
        return self.enclosed(number, configuration, token_text, proof_text, key)

    def enclosed(self, number: int, configuration: str, token: str, proof: str, key: Key) -> dict[str, typing.Any]:
        choose = self.random
        authorization = [f"DPoP {token}"] if choose.randrange(20) else choose.choice(
            [[], [f"Bearer {token}"], [f"dpop  {token}"], [f"DPoP {token} "], [f"DPoP {token}"] * 2, [token], ["DPoP"]])
        proofs = [proof] if choose.randrange(40) else choose.choice([[], [proof, proof], [proof + ","], [""]])
        used = [{"thumbprint": choose.choice([key, APP, OTHER]).thumbprint, "id": f"proof-{number}"}]
        return {
            "id": f"r{number}", "configuration": configuration, "result": "",
            "clock": NOW if choose.randrange(6) else NOW + choose.choice([-1000, -61, -1, 0.5, 0.999, 30, 90, 299.5, 301, 1000]),
            "request": {"method": "POST" if choose.randrange(30) else choose.choice(["GET", "post", "LOC\u212a"]), "url": URL,
                        "nsid": NSID, "authorization": authorization, "dpop": proofs},
            "used": [] if choose.randrange(12) else used,
        }

    def recipe(self, recipe: Recipe, names: list[str], value: typing.Callable[[str], str | None]) -> Recipe:
        """One change to members or to the signing key."""
        choose = self.random
        kind = choose.choices(["claim", "header", "jwk", "key"], [12, 4, 4, 1])[0]
        if kind == "claim":
            name = choose.choice(names)
            return recipe.with_claim(name, value(name))
        if kind == "header":
            name = choose.choice(HEADER_NAMES)
            return recipe.with_header(name, choose.choice([*VALUES, None]))
        if kind == "jwk" and "jwk" in recipe.header:
            return recipe.with_header("jwk", self.jwk(recipe.key))
        return recipe.by(choose.choice(list(KEYS.values())))

    def jwk(self, key: Key) -> str:
        choose = self.random
        members = {name: compact(text) for name, text in key.public.items()}
        name = choose.choice(KEY_NAMES)
        text = choose.choice([*VALUES, None, compact(choose.choice(list(KEYS.values())).public["x"])])
        if name in ("x", "y") and choose.randrange(2):
            text = compact(self.respell(key.public[name]))
        members = {other: raw for other, raw in members.items() if other != name} | ({} if text is None else {name: text})
        return "{" + ",".join(f'"{other}":{raw}' for other, raw in members.items()) + "}"

    def respell(self, text: str) -> str:
        position = self.random.randrange(len(text))
        return self.random.choice([
            text[:-1], text + "=", text + "A", text[:position] + self.random.choice(ALPHABET) + text[position + 1:],
            respelled(text, 2)[0], text[:position] + self.random.choice("+/ =*\n") + text[position + 1:]])

    def proof_value(self, name: str) -> str | None:
        choose = self.random
        if name == "htu" and choose.randrange(8):
            return compact(self.url())
        if name in ("iat", "exp", "nbf") and choose.randrange(4):
            edge = choose.choice([-301, -300, -61, -60, -31, -30, -29, 0, 29, 30, 31, 60, 61, 300, 301])
            return choose.choice([str(NOW + edge), f"{NOW + edge}.{choose.randrange(1000)}", f"{NOW + edge + choose.random()!r}",
                                  f"{(NOW + edge) / 1e9:.9f}e9", f"{NOW + edge}000"])
        if name == "nonce" and choose.randrange(3):
            return compact(choose.choice([fresh_nonce(bucket=choose.randrange(-6, 4)), self.respell(fresh_nonce()),
                                          fresh_nonce(audience="a"), fresh_nonce(version=choose.randrange(3))]))
        if name == "ath" and choose.randrange(3):
            return compact(self.respell(token_hash("a")))
        return choose.choice([*VALUES, None])

    def url(self) -> str:
        choose = self.random
        path = "".join("/" + choose.choice(SEGMENTS) for _ in range(choose.randrange(5)))
        return choose.choice(["", "", "", " "]) * (choose.randrange(9) == 0) + choose.choice(SCHEMES) + choose.choice(
            ["://", "://", "://", ":/", "//", ":\\\\"]) + choose.choice(HOSTS) + choose.choice([path, f"/xrpc/{NSID}"]) + choose.choice(
            ["", "", "", "?a", "#b", "?", "/", "\t", "?\\", "#ä", "?%zz"])

    def token_value(self, name: str) -> str | None:
        choose = self.random
        if name == "scope":
            return compact(" ".join(self.scope() for _ in range(choose.randrange(4))))
        if name in ("exp", "iat", "nbf") and choose.randrange(3):
            return str(NOW + choose.choice([-901, -900, -31, -30, -29, 0, 59, 60, 61, 900]))
        if name == "aud" and choose.randrange(2):
            return compact(choose.choice([[SERVICE], ["a", SERVICE], [[SERVICE]], SERVICE.upper(), SERVICE[:-1], [], [1, SERVICE]]))
        if name == "sub" and choose.randrange(2):
            return compact("did:" + choose.choice(["plc", "web", "PLC", "", "a:b"]) + ":" + choose.choice(
                ["abc", "a.test", "a%3A1", "a:", "%", "", "a b", "ä", "a#b", "\u0301a", ":a", "A_-."]))
        if name == "cnf" and choose.randrange(2):
            text = choose.choice([APP, OTHER, APP_K]).thumbprint
            return compact({"jkt": choose.choice([text, self.respell(text)])})
        return choose.choice([*VALUES, None])

    def scope(self) -> str:
        choose = self.random
        methods = [NSID, "*", "app.example.widget.list", "%61pp.example.widget.mint", "", "%zz", "%f", "%ff", "%+1", "%-0"]
        audiences = ["did:web:host.test%23appview", SERVICE, "*", "did:web:host.test", "%2A", "", "%zz", "did%3Aweb%3Ahost.test#appview"]
        parameters = [f"lxm={choose.choice(methods)}", f"aud={choose.choice(audiences)}", choose.choice(["a=b", "aud", "", "lxm", "aud="])]
        choose.shuffle(parameters)
        return choose.choice(["atproto", "atproto", "rpc", "rpc:", "rpc:" + choose.choice(methods), "repo:*"]) + choose.choice(
            ["", "?" + "&".join(parameters[:choose.randrange(1, 4)]), f"?aud={choose.choice(audiences)}"])

    def signed(self, recipe: Recipe, rarity: int) -> str:
        """Signs, once in `rarity` times after a change to the JSON text and once before a change to the result."""
        choose = self.random
        header, claims = recipe.header_json, recipe.claims_json
        if choose.randrange(rarity) == 0:
            header, claims = (self.edited(header), claims) if choose.randrange(2) else (header, self.edited(claims))
        key = recipe.key
        spoil = choose.choices([lambda raw: raw, key.twin, der, lambda raw: bytes(64), lambda raw: raw[:63], lambda raw: raw + b"\0",
                                lambda raw: raw[32:] + raw[:32]], [60, 4, 1, 1, 1, 1, 1])[0]
        text = recipe.signed(header=header.encode(errors="surrogatepass"), claims=claims.encode(errors="surrogatepass"), spoil=spoil)
        return self.broken(text) if choose.randrange(rarity) == 0 else text

    def edited(self, text: str) -> str:
        choose, position = self.random, self.random.randrange(len(text) + 1)
        return choose.choice([
            text[:position] + choose.choice(SYNTAX) + text[position:], text[:position] + text[position + 1:],
            text[:position] + text[position:].swapcase(), text + choose.choice(SYNTAX), choose.choice(SYNTAX) + text,
            text[:-1] + f',"{choose.choice(PROOF_NAMES + HEADER_NAMES)}":{choose.choice(VALUES)}}}',
            text.replace(":", " : "), text.replace('"htm"', '"\\u0068tm"').replace('"alg"', '"al\\u0067"'),
            text[:-1] + "".join(f',"m{number}":0' for number in range(choose.choice([50, 57, 58, 59, 60, 61, 62]))) + "}"])

    def broken(self, text: str) -> str:
        choose, position = self.random, self.random.randrange(len(text))
        character = choose.choice(ALPHABET + ".=+/ *")
        return choose.choice([
            text[:position] + character + text[position + 1:], text[:position] + character + text[position:],
            text[:position] + text[position + 1:], text[:position], text + character, character + text, text.replace(".", "..", 1),
            respelled(text, 4)[choose.randrange(15)], text + "." + text.split(".")[0], ".".join(text.split(".")[:2]),
            text[:-1] + choose.choice(ALPHABET), text + "A" * choose.choice([3000, 9000])])
