# SPDX-License-Identifier: Apache-2.0
"""DID documents of the accounts that sign service tokens."""

import typing

from corpus.crypto import Key, unb64
from corpus.recipe import ACCOUNT, KEYS

ACCOUNT_P, ACCOUNT_K = KEYS["account"], KEYS["account-secp256k1"]
WEB = "did:web:alice.example.com"
LEGACY_P, LEGACY_K = "did:plc:legacyp256aaaaaaaaaaaaaa", "did:plc:legacyk256aaaaaaaaaaaaaa"
MULTICODEC = {"P-256": b"\x80\x24", "secp256k1": b"\xe7\x01"}
LEGACY_TYPE = {"P-256": "EcdsaSecp256r1VerificationKey2019", "secp256k1": "EcdsaSecp256k1VerificationKey2019"}


def base58(data: bytes) -> str:
    alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
    number, text = int.from_bytes(data, "big"), ""
    while number:
        number, digit = divmod(number, 58)
        text = alphabet[digit] + text
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + text


def multikey(key: Key) -> str:
    x, y = unb64(key.public["x"]), unb64(key.public["y"])
    return "z" + base58(MULTICODEC[key.curve] + bytes([2 + y[-1] % 2]) + x)


def legacy_key(key: Key) -> str:
    return "z" + base58(b"\4" + unb64(key.public["x"]) + unb64(key.public["y"]))


def method(did: str, key: Key, **changes: typing.Any) -> dict[str, typing.Any]:
    return {"id": f"{did}#atproto", "type": "Multikey", "controller": did, "publicKeyMultibase": multikey(key)} | changes


def document(did: str, *methods: dict[str, typing.Any], **changes: typing.Any) -> dict[str, typing.Any]:
    service = {"id": "#atproto_pds", "type": "AtprotoPersonalDataServer", "serviceEndpoint": "https://pds.test"}
    return {"id": did, "alsoKnownAs": ["at://alice.test"], "verificationMethod": list(methods), "service": [service]} | changes


def plc(letter: str) -> str:
    return f"did:plc:{letter * 24}"


def documents() -> dict[str, dict[str, typing.Any]]:
    """Each document shows one thing; the names of the last ones say what is wrong with them."""
    good = method(ACCOUNT, ACCOUNT_K)
    other = plc("o")
    return {
        ACCOUNT: document(ACCOUNT, good),
        WEB: document(WEB, method(WEB, ACCOUNT_P)),
        LEGACY_P: document(LEGACY_P, method(LEGACY_P, ACCOUNT_P, type=LEGACY_TYPE["P-256"],
                                            publicKeyMultibase=legacy_key(ACCOUNT_P))),
        LEGACY_K: document(LEGACY_K, method(LEGACY_K, ACCOUNT_K, type=LEGACY_TYPE["secp256k1"],
                                            publicKeyMultibase=legacy_key(ACCOUNT_K))),
        plc("a"): document(plc("a"), method(plc("a"), ACCOUNT_K, id="#atproto")),
        plc("b"): document(plc("b"), method(plc("b"), ACCOUNT_K, id=f"{plc('b')}#atproto_label")),
        plc("c"): document(plc("c"), method(plc("c"), ACCOUNT_K, id=f"{ACCOUNT}#atproto")),
        plc("d"): document(plc("d"), method(plc("d"), ACCOUNT_K, controller=ACCOUNT)),
        plc("e"): document(other, method(other, ACCOUNT_K)),
        plc("f"): document(plc("f")),
        plc("g"): document(plc("g"), method(plc("g"), ACCOUNT_P), method(plc("g"), ACCOUNT_K)),
        plc("h"): document(plc("h"), method(plc("h"), ACCOUNT_K, publicKeyMultibase=multikey(ACCOUNT_K)[1:])),
        plc("i"): document(plc("i"), method(plc("i"), ACCOUNT_K, type="Ed25519VerificationKey2020")),
        plc("j"): document(plc("j"), method(plc("j"), ACCOUNT_K, id=f"{plc('j')}#atproto_label"), method(plc("j"), ACCOUNT_P)),
        plc("k"): document(plc("k"), method(plc("k"), ACCOUNT_K, publicKeyMultibase="z" + base58(
            MULTICODEC["secp256k1"] + b"\2" + b"\xff" * 32))),
    }
