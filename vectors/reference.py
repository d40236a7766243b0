#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Decides the cases of corpus files by the rules in plain Python and by joserfc; exits 1 where a result differs.

Usage: reference.py [FILE ...], all files of this folder by default.
"""

import collections.abc
import json
import pathlib
import sys
import typing

from rules.proof import Proof
from rules.service import service_verdict
from rules.text import Refused, authorization
from rules.token import permits, verified_token

FOLDER = pathlib.Path(__file__).resolve().parent
Case = dict[str, typing.Any]


def dpop_verdict(case: Case, configuration: dict[str, typing.Any]) -> str:
    """`accepted` or the code of the first rule that the request breaks."""
    try:
        check_request(case, configuration)
    except Refused as refusal:
        return str(refusal)
    return "accepted"


def check_request(case: Case, configuration: dict[str, typing.Any]) -> None:
    request, clock, token = case["request"], case["clock"], None
    if configuration["endpoint"] == "resource":
        scheme, token = authorization(request["authorization"])
        if scheme != "dpop":
            raise Refused("bearer-downgrade")
    lines = request["dpop"]
    if not lines:
        raise Refused("proof-missing")
    if len(lines) > 1 or "," in lines[0]:
        raise Refused("proof-repeated")
    proof = Proof(lines[0], token, request, configuration, clock)
    claims = None if token is None else verified_token(token, configuration, clock)
    if claims is not None and claims["cnf"]["jkt"] != proof.thumbprint:
        raise Refused("binding-mismatch")
    if not proof.jws.is_signed_by(proof.key):
        raise Refused("proof-signature")
    if claims is not None and not permits(claims.get("scope"), request["nsid"], configuration["service"]):
        raise Refused("scope-missing")
    if {"thumbprint": proof.thumbprint, "id": proof.id} in case["used"]:
        raise Refused("proof-replayed")


def verdicts(document: dict[str, typing.Any]) -> collections.abc.Iterator[tuple[Case, str]]:
    """Each case with the result that the rules give."""
    for case in document["cases"]:
        decide = dpop_verdict if document["kind"] == "dpop" else service_verdict
        yield case, decide(case, document["configurations"][case["configuration"]])


def corpus_files() -> list[pathlib.Path]:
    return [*sorted(FOLDER.glob("dpop-*.json")), FOLDER / "service-auth.json"]


def main(arguments: list[str]) -> int:
    paths = [pathlib.Path(argument) for argument in arguments] or corpus_files()
    wrong = total = 0
    for path in paths:
        for case, actual in verdicts(json.loads(path.read_text())):
            total += 1
            if actual != case["result"]:
                wrong += 1
                print(f"{path.name}: {case['id']}: {case['result']} is listed, {actual} found")
    print(f"{total} cases, {wrong} differ")
    return 1 if wrong or not total else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
