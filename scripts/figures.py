#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures the lexicon compiler and prints a table with aims and with figures of other generators.

The other generators were measured earlier, on an idle machine of the same make with two cores; SA is swift-atproto
0.43.2, PE is Petrel 0.2.0. They are facts of that day and are not measured again.
"""
import argparse
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

PROJECT = pathlib.Path(__file__).resolve().parent.parent
PACKAGE = PROJECT / "Tests/Corpus"
LEXICONS = PACKAGE / ".build/lexicons"
SHARED = "app/bsky/actor/defs.json"
LEAF = "app/bsky/graph/getFollows.json"


class Run:
    """One finished command: wall and CPU seconds, and the megabytes of the largest process in it."""

    def __init__(self, *command: object) -> None:
        with tempfile.TemporaryFile() as output:
            start = time.monotonic()
            process = subprocess.Popen([str(word) for word in command], stdout=output, stderr=output)
            _, status, usage = os.wait4(process.pid, 0)
            self.wall = time.monotonic() - start
            process.returncode = os.waitstatus_to_exitcode(status)
            output.seek(0)
            self.output = output.read().decode(errors="replace")
        self.cpu = usage.ru_utime + usage.ru_stime
        self.megabytes = usage.ru_maxrss / 1024
        if process.returncode:
            sys.exit(f"{' '.join(map(str, command))}\n{self.output[-3000:]}")


def say(text: str) -> None:
    print(f"==> {text}", file=sys.stderr, flush=True)


def build(*arguments: str, package: pathlib.Path = PACKAGE) -> Run:
    return Run("swift", "build", "--package-path", package, *arguments)


def copy_lexicons() -> None:
    shutil.rmtree(LEXICONS, ignore_errors=True)
    source = pathlib.Path(os.environ["CONFORMANCE_DATA"]) / "lexicons/bluesky/lexicons"
    shutil.copytree(source, LEXICONS)
    count = len(list(LEXICONS.rglob("*.json")))
    if count != 402:
        sys.exit(f"{count} lexicons, not 402")


def add_field(name: str, definition: str) -> None:
    """Gives the properties of an object one more field, as an author would."""
    path = LEXICONS / name
    document = json.loads(path.read_text())
    main = document["defs"][definition]
    properties = (main.get("parameters") or main)["properties"]
    properties["oneMoreField"] = {"type": "string"}
    path.write_text(json.dumps(document, indent=2) + "\n")


def tool(scratch: pathlib.Path, configuration: str) -> tuple[Run, pathlib.Path]:
    arguments = ["-c", configuration, "--scratch-path", str(scratch)]
    run = build(*arguments, "--product", "lexicon-tool", package=PROJECT)
    folder = build(*arguments, "--show-bin-path", package=PROJECT).output.strip().splitlines()[-1]
    return run, pathlib.Path(folder) / "lexicon-tool"


def generate(binary: pathlib.Path) -> tuple[float, float]:
    walls, peaks = [], []
    for _ in range(5):
        with tempfile.TemporaryDirectory() as output:
            run = Run(binary, "generate", "--lexicons", LEXICONS, "--output", output)
            walls.append(run.wall)
            peaks.append(run.megabytes)
    return statistics.median(walls), max(peaks)


def forget_corpus(configuration: str) -> None:
    """Takes away what the compiler made of the corpus and leaves what it depends on."""
    folder = pathlib.Path(build("-c", configuration, "--show-bin-path").output.strip().splitlines()[-1])
    shutil.rmtree(folder / "Corpus.build", ignore_errors=True)
    for path in (folder / "Modules").glob("Corpus.*"):
        path.unlink()


def measure_tool(rows: list[tuple[str, str, str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        scratch = pathlib.Path(folder)
        say("Building the generator")
        Run("swift", "package", "--package-path", PROJECT, "--scratch-path", scratch, "resolve")
        clean, debug = tool(scratch, "debug")
        wall, peak = generate(debug)
        rows.append(("generate 402 lexicons, debug tool", f"{wall:.2f} s, {peak:.0f} MB", "2 s, 150 MB",
                     "SA 37.2 s, 1,056 MB"))
        _, release = tool(scratch, "release")
        wall, peak = generate(release)
        rows.append(("generate 402 lexicons, release tool", f"{wall:.2f} s, {peak:.0f} MB", "0.5 s",
                     "SA 9.6 s, 985 MB; PE 38.7 s, 48 MB"))
        rows.append(("the tool from clean, debug", f"{clean.wall:.0f} s ({clean.cpu:.0f} s CPU)", "20 s",
                     "SA 138 s (181 s CPU)"))


def measure_compiling(rows: list[tuple[str, str, str, str]]) -> None:
    say("Compiling the corpus")
    build("--target", "Corpus")
    forget_corpus("debug")
    run = build("--target", "Corpus")
    rows.append(("compile all types, debug", f"{run.wall:.0f} s ({run.cpu:.0f} s CPU), {run.megabytes:.0f} MB",
                 "30 s, 512 MB", "SA 118 s (115 s CPU), 3,130 MB; PE 41 s (71 s CPU), 420 MB"))
    run = build("--target", "Corpus")
    rows.append(("a build without changes", f"{run.wall:.1f} s", "compiles nothing", ""))
    for name, definition, what in [(SHARED, "profileViewBasic", "a shared definition"), (LEAF, "main", "a leaf")]:
        say(f"Editing {name}")
        add_field(name, definition)
        run = build("--target", "Corpus")
        rows.append((f"one more field in {what}", f"{run.wall:.1f} s ({run.cpu:.0f} s CPU)", "10 s", "SA 115 s"))
    copy_lexicons()


def measure_release(rows: list[tuple[str, str, str, str]]) -> None:
    say("Compiling the corpus for release")
    build("-c", "release", "--target", "Corpus")
    forget_corpus("release")
    run = build("-c", "release", "--target", "Corpus")
    rows.append(("compile all types, release", f"{run.cpu:.0f} s CPU, {run.megabytes:.0f} MB", "100 s CPU",
                 "SA 293 s CPU, 2,700 MB; PE 235 s CPU, 2,300 MB"))


def measure_speed(rows: list[tuple[str, str, str, str]]) -> None:
    say("Reading and writing an answer")
    build("-c", "release", "--product", "follows-speed")
    folder = build("-c", "release", "--show-bin-path").output.strip().splitlines()[-1]
    figures = dict(line.split() for line in Run(f"{folder}/follows-speed").output.splitlines())
    size = int(figures["bytes"]) / 1000
    rows.append((f"read getFollows of {size:.1f} kB", f"{figures['decode']} µs", "70 µs", "SA 139 to 149 µs, 7.1 kB"))
    rows.append(("the same by JSONSerialization, unchecked", f"{figures['baseline']} µs", "", "42 to 45 µs, 7.1 kB"))
    rows.append((f"write getFollows of {size:.1f} kB", f"{figures['encode']} µs", "47 µs", "SA 95 µs, 7.1 kB"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--release", action="store_true", help="compile the whole corpus for release too")
    arguments = parser.parse_args()
    rows: list[tuple[str, str, str, str]] = []
    before = os.getloadavg()[0]
    copy_lexicons()
    measure_tool(rows)
    measure_compiling(rows)
    if arguments.release:
        measure_release(rows)
    measure_speed(rows)
    print("| measured | here | aim | others, measured earlier on an idle machine of two cores |\n|---|---|---|---|")
    for row in rows:
        print("| " + " | ".join(row) + " |")
    print(f"\nThis machine: {os.cpu_count()} cores, load {before:.1f} before and {os.getloadavg()[0]:.1f} after.")


main()
