#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Line coverage of the named targets, from the JSON that `swift test --show-codecov-path` points at."""
import argparse
import json
import sys


def percent(report: dict, target: str) -> float:
    lines = covered = 0
    for file in report["data"][0]["files"]:
        if f"/Sources/{target}/" in file["filename"]:
            lines += file["summary"]["lines"]["count"]
            covered += file["summary"]["lines"]["covered"]
    if lines == 0:
        sys.exit(f"coverage: the report has no lines of {target}")
    return 100 * covered / lines


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("report", nargs="?")
    parser.add_argument("targets", nargs="*")
    parser.add_argument("--least", type=float, default=90)
    parser.add_argument("--selftest", action="store_true", help="must fail: judges a report with 89.9 percent")
    arguments = parser.parse_intermixed_args()
    if arguments.selftest:
        summary = {"lines": {"count": 1000, "covered": 899}}
        report = {"data": [{"files": [{"filename": "/x/Sources/T/a.swift", "summary": summary}]}]}
        arguments.targets = ["T"]
    else:
        with open(arguments.report) as file:
            report = json.load(file)
    failed = False
    for target in arguments.targets:
        value = percent(report, target)
        print(f"line coverage of {target}: {value:.1f} % (at least {arguments.least:g} %)")
        failed |= value < arguments.least
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
