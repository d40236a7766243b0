#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Breaks each check of the verifiers, one at a time, and tells which the tests do not notice.

All mutants are compiled into one copy of the sources at once, each behind a number, and the tests run once for each
number. So there is one build, of the targets in GRAPH alone, and a run takes a second or two.

A check is a clause of `guard`, `if` or `where`, an operand of `&&` or `||`, a condition that a function returns, a call
of a function named check…, or a bound. A clause is removed and flipped, a comparison moved by one, a bound by one up
and down, a name of a list of forbidden names left out.
"""

import argparse
import collections.abc
import concurrent.futures
import dataclasses
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

PROJECT = pathlib.Path(__file__).resolve().parent.parent
SYSTEM = {"CJansson": "jansson", "CLibcrypto": "libcrypto", "CSecp256k1": "libsecp256k1"}
# A target with what it needs and, for those with mutants, the files in which they are planted.
GRAPH: dict[str, tuple[list[str], list[str]]] = {
    "StrictJSON": (["CJansson"], ["JSONParser", "NestingScanner", "JanssonReader"]),
    "JOSE": (["StrictJSON", "CLibcrypto", "CSecp256k1"], [
        "Base64URL", "CompactJWS", "CompressedPoint", "HighS", "JWKSet", "NumericDate", "P256PublicKey", "P256Verifier", "PublicJWK",
        "PublicKey", "Secp256k1PublicKey", "UnverifiedHS256JWS", "UnverifiedJWS", "UnverifiedTokenHints"]),
    "DPoP": (["JOSE", "StrictJSON"], [
        "AccessTokenClaims", "AccessTokenPolicy", "AuthorizationField", "FreshnessWindow", "HTTPTarget", "InMemoryReplayStore", "NonceIssuer",
        "OAuthScopes", "ProofClaims", "ProofVerifier", "ReplayStore", "URLPath", "UnverifiedAccessToken",
        "UnverifiedProof"]),
    "XRPCCore": (["HTTPTypes"], []),
    "Identity": (["JOSE", "StrictJSON", "XRPCCore"], [
        "Documents/DIDDocument", "Documents/SigningKeyEntry", "Keys/Multikey", "Resolution/ResolvableDID",
        "ServiceAuth/ServiceAuthClaims", "ServiceAuth/ServiceAuthPolicy",
        "ServiceAuth/ServiceAuthPurpose", "ServiceAuth/ServiceAuthVerifier", "ServiceAuth/UnverifiedServiceAuth"]),
}
TESTS = {
    "StrictJSONTests": ["StrictJSON"], "JOSETests": ["JOSE", "StrictJSON"], "DPoPTests": ["DPoP", "JOSE", "StrictJSON"],
    "IdentityTests": ["CSecp256k1", "DPoP", "Identity", "JOSE", "StrictJSON", "XRPCCore"],
}
# The tests of Identity that need no network.
TEST_FILES = {"IdentityTests": [
    "DIDDocumentTests", "MultikeyTests", "ServiceAuthReasonTests", "ServiceAuthSignatureTests", "ServiceAuthVerifierTests",
    "VectorServiceTests", "Support/Account", "Support/Doubles", "Support/EventLog", "Support/Fixture",
    "Support/Secp256k1TestKey"]}
# Files that need a whole HTTP client; what others name of them is in STUBS.
LEFT_OUT = ["Identity/Fetching/Deadline", "Identity/Fetching/HTTPClientTransport", "Identity/Fetching/SystemHostResolver"]
# The parts of HostTestSupport that need nothing but GRAPH.
SUPPORT = ["ConformanceData", "ProofRecipe", "ReplayStoreContract", "TestClock", "VectorCorpus"]
# Runs first, because it takes a second and kills the most.
FIRST_SUITES = "VectorCorpusTests|VectorServiceTests"
LEAST = 80

SWITCH = """
import Foundation

/// Decides which mutant is alive: the one whose number is in ACTIVE_MUTANT.
package enum Mutant {
    private static let active = Int(ProcessInfo.processInfo.environment["ACTIVE_MUTANT"] ?? "") ?? -1
    @inline(never) package static func isOn(_ id: Int) -> Bool { active == id }
    @inline(never) package static func clause(_ id: Int, _ value: Bool, removed: Bool, moved: Bool? = nil) -> Bool {
        switch active - id {
        case 0: removed
        case 1: !value
        case 2: moved ?? value
        default: value
        }
    }
    @inline(never) package static func number<Value: Numeric>(_ id: Int, _ value: Value) -> Value {
        isOn(id) ? value + 1 : isOn(id + 1) ? value - 1 : value
    }
    @inline(never) package static func list(_ id: Int, _ values: [String]) -> [String] {
        values.enumerated().filter { active != id + $0.offset }.map(\\.element)
    }
}
"""

STUBS = """
struct HTTPClientTransport: PinnedTransport {
    init(userAgent: String) {}
    func get(_ request: FetchRequest, at address: IPAddress, limits: TransportLimits) async throws -> PinnedResponse {
        throw CancellationError()
    }
}
public struct SystemHostResolver: HostResolver {
    public init() {}
    public func addresses(of host: String, priority: FetchPriority) async throws -> [IPAddress] { [] }
}
enum Deadline {
    static func run<Value: Sendable>(
        within limit: Duration, _ body: @escaping @Sendable () async -> Result<Value, FetchFailure>
    ) async throws(FetchFailure) -> Value { try await body().get() }
}
"""


@dataclasses.dataclass
class Mutant:
    """One change, at a line of a file of the project."""

    place: str
    change: str
    line: str


class Planter:
    """Plants mutants in one source text; numbers go on from file to file."""

    def __init__(self, mutants: list[Mutant], path: pathlib.Path) -> None:
        self.mutants, self.path = mutants, path
        self.text = path.read_text()
        self.planted: list[tuple[int, int, str]] = []

    def note(self, offset: int, *changes: str) -> int:
        """Registers changes of one place and gives the number of the first."""
        number = len(self.mutants)
        line = self.text.count("\n", 0, offset) + 1
        for change in changes:
            self.mutants.append(Mutant(f"{self.path.relative_to(PROJECT)}:{line}", change,
                                       self.text.splitlines()[line - 1].strip()))
        return number

    def mutated(self) -> str:
        self.conditions()
        self.results()
        self.numbers()
        self.calls()
        text = self.text
        for start, end, replacement in sorted(self.planted, reverse=True):
            text = text[:start] + replacement + text[end:]
        needs_import = not re.search(r"^(public |package )?import StrictJSON$", text, re.M)
        is_lowest = self.path.parent.name == "StrictJSON"
        return ("import StrictJSON\n" if needs_import and not is_lowest and self.planted else "") + text

    def conditions(self) -> None:
        for match in re.finditer(r"(?<![\w.])(guard|if|where) ", self.text):
            line = self.text[self.text.rfind("\n", 0, match.start()) + 1:match.start()]
            if "//" in line or line.count('"') % 2 or (match[1] == "where" and "for " not in line):
                continue
            stop = " else" if match[1] == "guard" else " {"
            for start, end in split(self.text, match.end(), ",", stop):
                if not re.match(r"\s*(let|var|case|#)\b", self.text[start:end]):
                    self.plant(start, end, removed=match[1] == "guard")

    def plant(self, start: int, end: int, *, removed: bool) -> None:
        """Wraps a condition, or each operand where it is several."""
        while self.text[start].isspace():
            start += 1
        for operator, neutral in (("||", False), ("&&", True)):
            operands = list(split(self.text, start, operator, None, end))
            if len(operands) > 1:
                for first, last in operands:
                    self.plant(first, last, removed=neutral)
                return
        condition = self.text[start:end].rstrip()
        moves = {" <= ": " < ", " < ": " <= ", " >= ": " > ", " > ": " >= "}
        found = [sign for sign in moves if condition.count(sign) == 1]
        moved = condition.replace(found[0], moves[found[0]]) if len(found) == 1 and "{" not in condition else None
        words = ["removed", "flipped"] + (["comparison moved by one"] if moved else [])
        number = self.note(start, *[f"{word}: {' '.join(condition.split())}" for word in words])
        more = f", moved: {moved}" if moved else ""
        wrapped = f"Mutant.clause({number}, {condition}, removed: {str(removed).lower()}{more})"
        self.planted.append((start, start + len(condition), wrapped))

    def results(self) -> None:
        """Conditions that a function or a property of type Bool gives back on one line."""
        for match in re.finditer(r"(?:-> Bool|: Bool) \{(?: ([^\n]+) \}\n|\n\s+((?:return )?[^\n{]+)\n\s+\}\n)", self.text):
            group = 1 if match[1] else 2
            start = match.start(group) + (7 if match[group].startswith("return ") else 0)
            if not re.match(r"(guard|if|switch|let|var|get)\b", self.text[start:]):
                self.plant(start, match.end(group), removed=True)
        for match in re.finditer(r"return ([^\n?{]+) \? [^\n]+ : ", self.text):
            if match[1].count("(") == match[1].count(")"):
                self.plant(match.start(1), match.end(1), removed=True)
        for match in re.finditer(r"^ +return (Libcrypto\.constantTimeEqual\([^\n]+\))$", self.text, re.M):
            self.plant(match.start(1), match.end(1), removed=True)

    def numbers(self) -> None:
        patterns = [r"static let \w+(?:: \w+)? = ([0-9_.]+)$", r"FreshnessWindow\(past: (\d+), future: (\d+)\)",
                    r"static let token = JSONLimits\(\w+: ([0-9_]+), \w+: (\d+), \w+: (\d+)\)", r"= 1 << (\d+)$"]
        for pattern in patterns:
            for match in re.finditer(pattern, self.text, re.M):
                for group in range(1, len(match.groups()) + 1):
                    number = self.note(match.start(group), "one more", "one less")
                    self.planted.append((*match.span(group), f"Mutant.number({number}, {match[group]})"))
        for match in re.finditer(r'privateMembers = (\[[^\]]+\])', self.text):
            names = re.findall(r'"(\w+)"', match[1])
            number = self.note(match.start(), *[f"left out: {name}" for name in names])
            self.planted.append((*match.span(1), f"Mutant.list({number}, {match[1]})"))

    def calls(self) -> None:
        for match in re.finditer(r"(?<=[\n{])( +)(try (?:\w+\.)*check\w*\([^()\n]*\))", self.text):
            number = self.note(match.start(2), f"call left out: {match[2]}")
            self.planted.append((*match.span(2), f"if !Mutant.isOn({number}) {{ {match[2]} }}"))
        for match in re.finditer(r"JSON_REJECT_DUPLICATES \|", self.text):
            number = self.note(match.start(), "duplicates not rejected")
            self.planted.append((*match.span(), f"(Mutant.isOn({number}) ? 0 : JSON_REJECT_DUPLICATES) |"))


def split(text: str, start: int, separator: str, stop: str | None, end: int | None = None
          ) -> collections.abc.Iterator[tuple[int, int]]:
    """The spans between separators outside of brackets and strings, until `stop` at the same level or `end`."""
    position, depth, first = start, 0, start
    limit = len(text) if end is None else end
    while position < limit:
        if text[position] == '"':
            position = re.compile(r'"(?:\\.|[^"\\])*"').match(text, position).end()  # type: ignore[union-attr]
            continue
        if depth == 0 and stop is not None and re.compile(r"\s+" + re.escape(stop.strip())).match(text, position):
            break
        if text[position] in "([{":
            depth += 1
        elif text[position] in ")]}":
            depth -= 1
        elif depth == 0 and text.startswith(separator, position):
            yield first, position
            position += len(separator)
            first = position
            continue
        position += 1
    yield first, position


def manifest() -> str:
    lines = ["// swift-tools-version: 6.2", "import PackageDescription", "let package = Package(", 'name: "mutants",',
             "platforms: [.macOS(.v15)], dependencies: [",
             '.package(url: "https://github.com/apple/swift-http-types", from: "1.8.0")], targets: [']
    lines += [f'.systemLibrary(name: "{name}", pkgConfig: "{library}"),' for name, library in SYSTEM.items()]
    lines += [f'.target(name: "{name}", dependencies: {quoted(needs)}),' for name, (needs, _) in GRAPH.items()]
    lines.append(f'.target(name: "HostTestSupport", dependencies: {quoted(GRAPH)}, path: "Tests/HostTestSupport"),')
    lines += [f'.testTarget(name: "{name}", dependencies: {quoted([*needs, "HostTestSupport"])}),'
              for name, needs in TESTS.items()]
    return "\n".join([*lines, "], swiftLanguageModes: [.v6])", "for target in package.targets where target.type != .system {",
                      'target.swiftSettings = [.enableUpcomingFeature("InternalImportsByDefault"),',
                      '.enableUpcomingFeature("MemberImportVisibility")]', "}"])


def quoted(names: collections.abc.Iterable[str]) -> str:
    products = {"HTTPTypes": '.product(name: "HTTPTypes", package: "swift-http-types")'}
    return "[" + ", ".join(products.get(name, f'"{name}"') for name in names) + "]"


def write_package(folder: pathlib.Path) -> list[Mutant]:
    mutants: list[Mutant] = []
    (folder / "Package.swift").write_text(manifest())
    for name in SYSTEM:
        shutil.copytree(PROJECT / "Sources" / name, folder / "Sources" / name)
    for name, (_, files) in GRAPH.items():
        shutil.copytree(PROJECT / "Sources" / name, folder / "Sources" / name)
        for file in files:
            path = PROJECT / "Sources" / name / f"{file}.swift"
            (folder / "Sources" / name / f"{file}.swift").write_text(Planter(mutants, path).mutated())
    (folder / "Sources/StrictJSON/Mutant.swift").write_text(SWITCH)
    for file in LEFT_OUT:
        (folder / f"Sources/{file}.swift").unlink()
    (folder / "Sources/Identity/Stubs.swift").write_text(STUBS)
    for name in TESTS:
        kept = [f"Tests/{name}/{file}.swift" for file in TEST_FILES.get(name, [])] or [
            str(path.relative_to(PROJECT)) for path in (PROJECT / "Tests" / name).rglob("*.swift")]
        for file in kept:
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(PROJECT / file, folder / file)
    (folder / "Tests/HostTestSupport").mkdir()
    for name in SUPPORT:
        shutil.copy(PROJECT / f"Tests/HostTestSupport/{name}.swift", folder / "Tests/HostTestSupport")
    # A copy, because a change to the corpus during the run would kill every mutant.
    shutil.copytree(PROJECT / "vectors", folder / "vectors")
    return mutants


def build(folder: pathlib.Path) -> list[str]:
    """Builds the tests and gives the command that runs them."""
    options = ["--package-path", str(folder), "-c", "release", "-Xswiftc", "-enable-testing"]
    built = subprocess.run(["swift", "build", *options, "--build-tests"], capture_output=True, text=True)
    if built.returncode:
        errors = re.findall(r"^.*error: .*$", built.stdout + built.stderr, re.M)
        sys.exit("the mutants do not compile:\n" + "\n".join(sorted(set(errors))[:20]))
    products = subprocess.run(["swift", "build", *options, "--show-bin-path"], capture_output=True, text=True)
    return [str(pathlib.Path(products.stdout.strip()) / "mutantsPackageTests.xctest"), "--testing-library", "swift-testing"]


def passes(command: list[str], number: int) -> bool:
    """Runs the tests with one mutant alive; a crash and a loop without end are failures like others."""
    environment = os.environ | {"ACTIVE_MUTANT": str(number), "SWIFT_BACKTRACE": "enable=no"}
    for more in (["--filter", FIRST_SUITES], []):
        try:
            finished = subprocess.run([*command, *more], env=environment, timeout=120, stdout=subprocess.DEVNULL,
                                      stderr=subprocess.DEVNULL)
        except subprocess.TimeoutExpired:
            return False
        if finished.returncode:
            return False
    return True


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("patterns", nargs="*", help="only mutants whose place holds one of these, such as JWKSet or DPoP/")
    parser.add_argument("--list", action="store_true", help="name the mutants and stop")
    parser.add_argument("--least", type=int, default=LEAST, help=f"the least score in per cent, {LEAST} by default")
    parser.add_argument("--jobs", type=int, default=2, help="how many test runs at once")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        mutants = write_package(folder)
        chosen = [number for number, mutant in enumerate(mutants)
                  if not arguments.patterns or any(pattern in mutant.place for pattern in arguments.patterns)]
        if arguments.list:
            for number in chosen:
                print(f"{number:4} {mutants[number].place}: {mutants[number].change}")
            return 0
        print(f"{len(chosen)} mutants; building", flush=True)
        command = build(folder)
        if not passes(command, -1):
            sys.exit("the tests fail without any mutant")
        survivors = 0
        with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
            for number, survived in zip(chosen, pool.map(lambda number: passes(command, number), chosen), strict=True):
                mutant = mutants[number]
                survivors += survived
                print(f"{'SURVIVED' if survived else 'killed  '} {mutant.place}: {mutant.change}", flush=True)
                if survived:
                    print(f"         {mutant.line}", flush=True)
        if not passes(command, -1):
            sys.exit("the tests no longer pass without any mutant, so the verdicts are worth nothing")
    score = 100 * (len(chosen) - survivors) / max(1, len(chosen))
    print(f"{len(chosen)} mutants, {len(chosen) - survivors} killed, {survivors} survived: {score:.1f} %")
    return 0 if score >= arguments.least else 1


if __name__ == "__main__":
    sys.exit(main())
