#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the corpus, or with --check tells whether the files are what it would write and whether all results hold.

Signatures are by RFC 6979, so the files come out byte by byte the same; that needs OpenSSL 3.2 in `cryptography`.
"""

import argparse
import collections
import json
import sys
import typing

import reference
from corpus import identities, proof_claims, proof_form, proof_keys, requests, service_auth, targets, tokens
from corpus.crypto import FOLDER, nonce
from corpus.recipe import ISSUER, KEYS, NONCE_KEYS, SERVICE, Collector

Document = dict[str, typing.Any]
TOPICS = {"dpop-form": proof_form, "dpop-key": proof_keys, "dpop-claims": proof_claims, "dpop-target": targets,
          "dpop-request": requests, "dpop-token": tokens}


def issuer_keys() -> list[Document]:
    """The published keys: two that sign, two without which a name alone decides, and two that cannot be used."""
    return [
        KEYS["issuer"].public | {"kid": "p1", "use": "sig", "alg": "ES256"},
        KEYS["issuer-secp256k1"].public | {"kid": "k1", "use": "sig", "alg": "ES256K"},
        KEYS["issuer-secp256k1"].public | {"kid": "K2"},
        KEYS["other-app"].public | {"kid": "enc", "use": "enc"},
        KEYS["other-app"].public | {"kid": "broken", "y": KEYS["other-app"].public["x"]},
        {"kty": "RSA", "kid": "rsa", "n": "AQAB", "e": "AQAB"},
    ]


def dpop_configurations() -> dict[str, Document]:
    base: Document = {
        "endpoint": "resource", "proofAlgorithms": ["ES256", "ES256K"], "nonces": {"audience": SERVICE, "keys": NONCE_KEYS},
        "issuer": ISSUER, "issuerKeys": {"keys": issuer_keys()}, "tokenAlgorithms": ["ES256", "ES256K"],
        "maximumTokenAgeSeconds": None,
        "audiences": [SERVICE], "service": SERVICE,
    }
    return {
        "short-lived": base | {"maximumTokenAgeSeconds": 900},
        "nonce": base, "no-nonce": base | {"nonces": None}, "es256-only": base | {"proofAlgorithms": ["ES256"]},
        "token-es256-only": base | {"tokenAlgorithms": ["ES256"]}, "token-endpoint": base | {"endpoint": "token"},
    }


def service_configurations() -> dict[str, Document]:
    base: Document = {"audiences": [SERVICE], "maximumLifetimeSeconds": 300, "requiresIssuedAt": True, "singleUse": True,
                      "identities": identities.documents()}
    read = {"audiences": [SERVICE, "did:web:host.test"], "maximumLifetimeSeconds": 3600, "requiresIssuedAt": False,
            "singleUse": False}
    return {"mint": base, "read": base | read}


def valid_nonces(configuration: Document, clock: float) -> list[str] | None:
    """Every nonce that a proof may carry at this time, for verifiers whose own nonces look otherwise."""
    ring = configuration["nonces"]
    if ring is None:
        return None
    return [nonce(bytes.fromhex(key["secret"]), key["id"], ring["audience"], clock, bucket=bucket)
            for key in ring["keys"] for bucket in range(-3, 2)]


def documents() -> dict[str, Document]:
    result: dict[str, Document] = {}
    for name, topic in TOPICS.items():
        collector = Collector()
        topic.cases(collector)
        used = {case["configuration"] for case in collector.cases}
        configurations = {key: value for key, value in dpop_configurations().items() if key in used}
        for case in collector.cases:
            case["nonces"] = valid_nonces(configurations[case["configuration"]], case["clock"])
        result[name] = document("dpop", topic.__doc__ or "", configurations, collector.cases)
    services = service_auth.ServiceCollector()
    service_auth.cases(services)
    result["service-auth"] = document("service-auth", service_auth.__doc__ or "", service_configurations(), services.cases)
    return result


def document(kind: str, about: str, configurations: dict[str, Document], cases: list[Document]) -> Document:
    return {"$schema": "./schema.json", "kind": kind, "about": about, "numberOfCases": len(cases),
            "configurations": configurations, "cases": cases}


def text(document: Document) -> str:
    return json.dumps(document, indent=1) + "\n"


def complaints(all_documents: dict[str, Document]) -> list[str]:
    found: list[str] = []
    names = collections.Counter(case["id"] for value in all_documents.values() for case in value["cases"])
    found += [f"{name}: two cases of one name" for name, count in names.items() if count > 1]
    for name, value in all_documents.items():
        for case, actual in reference.verdicts(value):
            if actual != case["result"]:
                found.append(f"{name}: {case['id']}: {case['result']} is listed, {actual} found")
        path = FOLDER / f"{name}.json"
        if not path.exists() or path.read_text() != text(value):
            found.append(f"{name}.json is not what generate.py writes")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where anything differs")
    arguments = parser.parse_args()
    all_documents = documents()
    if not arguments.check:
        for name, value in all_documents.items():
            (FOLDER / f"{name}.json").write_text(text(value))
    found = complaints(all_documents)
    for line in found:
        print(line, file=sys.stderr)
    for name, value in all_documents.items():
        results = collections.Counter(case["result"] for case in value["cases"])
        print(f"{name}.json: {len(value['cases'])} cases, {results['accepted']} accepted, {len(results)} results")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
