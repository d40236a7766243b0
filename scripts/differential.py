#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Gives random requests to our verifiers, to the rules in plain Python and to joserfc, and explains who disagrees.

The requests are made from a seed by vectors/corpus/mutations.py. Ours and the rules must agree on every code, except
for the classes in EXPLAINED. joserfc checks a proof as a JWS only, with the key in its header, so it accepts what the
rules of RFC 9449 refuse; the table says which rule that was and why joserfc has none. Exits 1 for a class without an
explanation.
"""

import argparse
import collections
import json
import pathlib
import subprocess
import sys
import time
import typing

PROJECT = pathlib.Path(__file__).resolve().parent.parent
PACKAGE = PROJECT / "Tests/Differential"
sys.path.insert(0, str(PROJECT / "vectors"))

import generate  # noqa: E402
import reference  # noqa: E402
from corpus.mutations import Mutator  # noqa: E402
from joserfc import jws  # noqa: E402
from joserfc.errors import JoseError  # noqa: E402
from joserfc.jwk import ECKey  # noqa: E402

Case = dict[str, typing.Any]
# (the rules in Python, ours): why they differ.
EXPLAINED: dict[tuple[str, str], str] = {}
CLAIM = "a claim: RFC 9449 §4.3, and not of the JWS"
FIELDS = "the field lines, and not the JWS"
TOKEN = "the access token, and not the JWS"
STATE = "what the server remembers, and not the JWS"
# What joserfc accepts as a JWS and we refuse, by our code.
MORE: dict[str, str] = {
    "proof-json": "Python's JSON takes duplicates, NaN and halves of surrogates, has no bounds, and claims may be any bytes",
    "proof-encoding": "the decoder passes over characters and bits that RFC 7515 §2 excludes",
    "proof-key-point": "the decoder takes padded coordinates and bits behind them, and the library numbers above the prime",
    "proof-key-private": "a private key is a key; RFC 9449 §4.3(7) refuses it",
    "proof-key-curve": "kty is not compared where the caller has chosen the class of the key",
    "proof-key-purpose": "alg of the key is not compared with alg of the header",
    "proof-critical": "an empty crit, and b64 without crit, are taken for nothing; we understand no extension",
    "proof-algorithm": "both algorithms are allowed here, and this server offers ES256 only",
    "proof-type": "typ is for the caller to check (RFC 8725 §3.11)",
    "proof-too-large": "the bound of joserfc is another one",
} | dict.fromkeys((
    "proof-id-missing", "proof-id-too-long", "proof-method-missing", "proof-method-mismatch", "proof-target-missing",
    "proof-target-malformed", "proof-target-mismatch", "proof-token-hash-missing", "proof-token-hash-mismatch",
    "proof-time-missing", "proof-time-malformed", "proof-time-milliseconds", "proof-too-old", "proof-from-future",
    "proof-expired", "proof-not-yet-valid", "nonce-missing", "nonce-malformed", "nonce-unknown"), CLAIM) | dict.fromkeys((
        "credentials-missing", "authorization-repeated", "authorization-too-large", "authorization-malformed",
        "bearer-downgrade", "proof-repeated"), FIELDS) | dict.fromkeys((
            "token-malformed", "token-type", "token-algorithm", "token-issuer", "token-audience", "token-subject",
            "token-claims", "token-times", "token-too-old", "token-expired", "token-from-future", "token-unbound", "token-binding-malformed",
            "token-key-unknown", "token-signature", "binding-mismatch", "scope-missing"), TOKEN) | {"proof-replayed": STATE}
# A signature that only one of us takes would be a fault, so proof-signature is not among them.
# What joserfc refuses as a JWS and we accept, by its error.
FEWER: dict[str, str] = {
    "invalid_header_value": "the type of a header member that we ignore, such as kid, x5u or cty",
    "unsupported_header": "an unknown header member; RFC 7515 §4 says to ignore it",
    "key_parameter": "the type of a member of the key that we ignore, such as kid",
    "exceeded_size": "a header of more than 512 bytes; we take a proof of 4096",
}


def program() -> str:
    options = ["--package-path", str(PACKAGE), "-c", "release"]
    subprocess.run(["swift", "build", *options], check=True, stdout=subprocess.DEVNULL)
    shown = subprocess.run(["swift", "build", *options, "--show-bin-path"], check=True, capture_output=True, text=True)
    return str(pathlib.Path(shown.stdout.strip()) / "verdicts")


def own_verdicts(configurations: Case, cases: list[Case]) -> list[str]:
    lines = "\n".join(json.dumps(value) for value in [configurations, *cases]) + "\n"
    finished = subprocess.run([program()], input=lines, check=True, capture_output=True, text=True)
    return finished.stdout.splitlines()


def joserfc_verdict(case: Case) -> str:
    """`accepted` or the name of the error that joserfc gives for the first proof line and the key in its header."""
    try:
        text = case["request"]["dpop"][0]
        key = ECKey.import_key(jws.extract_compact(text.encode()).headers()["jwk"])
        jws.deserialize_compact(text, key, algorithms=["ES256", "ES256K"])
    except JoseError as error:
        return error.error
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError, AssertionError) as error:
        return type(error).__name__
    return "accepted"


class Table:
    """Counts classes of verdicts with an example of each."""

    def __init__(self, title: str, explanations: dict[typing.Any, str]) -> None:
        self.title, self.explanations = title, explanations
        self.counts: collections.Counter[typing.Any] = collections.Counter()
        self.examples: dict[typing.Any, str] = {}

    def count(self, kind: typing.Any, case: Case) -> None:
        self.counts[kind] += 1
        self.examples.setdefault(kind, case["id"])

    def show(self) -> int:
        """Prints the table and gives the number of classes without an explanation."""
        print(f"\n{self.title}: {sum(self.counts.values())}")
        for kind, count in self.counts.most_common():
            name = kind if isinstance(kind, str) else ", ours ".join(kind)
            print(f"{count:7}  {name:32} {self.explanations.get(kind, 'UNEXPLAINED, such as ' + self.examples[kind])}")
        return sum(kind not in self.explanations for kind in self.counts)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=9449)
    parser.add_argument("--show", metavar="ID", help="print one request and its verdicts")
    arguments = parser.parse_args()
    started = time.monotonic()
    configurations, mutator = generate.dpop_configurations(), Mutator(arguments.seed)
    cases = [mutator.request(number) for number in range(arguments.count)]
    if arguments.show:
        cases = [case for case in cases if case["id"] == arguments.show]
    ours = own_verdicts(configurations, cases)
    tables = [Table("The rules in Python and ours differ", EXPLAINED), Table("joserfc accepts the JWS, we refuse", MORE),
              Table("We accept, joserfc refuses the JWS", FEWER)]
    results: collections.Counter[str] = collections.Counter()
    for case, own in zip(cases, ours, strict=True):
        rules, other = reference.dpop_verdict(case, configurations[case["configuration"]]), joserfc_verdict(case)
        results[own] += 1
        if arguments.show:
            print(json.dumps(case, indent=1), f"ours {own}, rules {rules}, joserfc {other}", sep="\n")
        if rules != own:
            tables[0].count((rules, own), case)
        if other == "accepted" and own != "accepted":
            tables[1].count(own, case)
        if own == "accepted" and other != "accepted":
            tables[2].count(other, case)
    print(f"{len(cases)} requests of seed {arguments.seed}: {results['accepted']} accepted, {len(results) - 1} reasons to refuse, "
          f"{time.monotonic() - started:.0f} s")
    return 1 if sum(table.show() for table in tables) else 0


if __name__ == "__main__":
    sys.exit(main())
