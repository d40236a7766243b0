# SPDX-License-Identifier: Apache-2.0
"""Fixed test keys, deterministic signatures and the ways to spell them."""

import base64
import hashlib
import hmac
import json
import pathlib
import typing

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from joserfc.jwk import ECKey

FOLDER = pathlib.Path(__file__).resolve().parent.parent
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
ORDER = {
    "P-256": 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551,
    "secp256k1": 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141,
}
FIELD = {
    "P-256": 0xFFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF,
    "secp256k1": 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEFFFFFC2F,
}
ALGORITHM = {"P-256": "ES256", "secp256k1": "ES256K"}


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def compact(value: object) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


class Key:
    """One of the keys in test-keys.json."""

    def __init__(self, jwk: dict[str, typing.Any]) -> None:
        self.key = ECKey.import_key(jwk)
        self.curve = jwk["crv"]
        self.algorithm = ALGORITHM[self.curve]
        self.thumbprint: str = self.key.thumbprint()
        self.public = {"kty": "EC", "crv": self.curve, "x": jwk["x"], "y": jwk["y"]}
        self.private_value = jwk["d"]

    def sign(self, message: bytes) -> bytes:
        """r and s of 32 bytes each, by RFC 6979, so that the corpus comes out the same each time."""
        scheme = ec.ECDSA(hashes.SHA256(), deterministic_signing=True)
        assert self.key.private_key is not None
        r, s = decode_dss_signature(self.key.private_key.sign(message, scheme))
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")

    def twin(self, signature: bytes) -> bytes:
        """The other signature that verifies: s becomes n - s."""
        s = int.from_bytes(signature[32:], "big")
        return signature[:32] + (ORDER[self.curve] - s).to_bytes(32, "big")

    def with_s(self, signature: bytes, *, high: bool) -> bytes:
        is_high = int.from_bytes(signature[32:], "big") > ORDER[self.curve] // 2
        return signature if is_high == high else self.twin(signature)


def load_keys() -> dict[str, Key]:
    document = json.loads((FOLDER / "test-keys.json").read_text())
    return {name: Key(jwk) for name, jwk in document["keys"].items()}


def der(raw: bytes) -> bytes:
    def number(data: bytes) -> bytes:
        data = data.lstrip(b"\0") or b"\0"
        data = (b"\0" if data[0] & 0x80 else b"") + data
        return b"\x02" + bytes([len(data)]) + data

    body = number(raw[:32]) + number(raw[32:])
    return b"\x30" + bytes([len(body)]) + body


def respelled(text: str, zero_bits: int) -> list[str]:
    """Every other last character that stands for the same bytes, where the last `zero_bits` bits are not zero."""
    value = ALPHABET.index(text[-1])
    return [text[:-1] + ALPHABET[value | bits] for bits in range(1, 1 << zero_bits)]


def token_hash(token: str) -> str:
    return b64(hashlib.sha256(token.encode()).digest())


def nonce(secret: bytes, key_id: int, audience: str, clock: float, *, bucket: int = 0, version: int = 1) -> str:
    """A nonce of the minute that is `bucket` minutes from the clock's."""
    minute = (int(clock // 60) + bucket).to_bytes(4, "big")
    tag = hmac.new(secret, b"dpop-nonce\0" + audience.encode() + b"\0" + minute, hashlib.sha256).digest()
    return b64(bytes([version, key_id]) + minute + tag[:16])
