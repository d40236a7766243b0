#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Uses the build plugin from a package of its own: adding, editing and deleting a lexicon must each be noticed by the
# next `swift build`, a broken one must fail with its place, and a build without changes must write nothing.
set -euo pipefail
project=$(cd "$(dirname "$0")/.." && pwd)
package=$(mktemp -d)
trap 'rm -rf "$package"' EXIT
cd "$package"
mkdir -p Sources/Reader lexicons/com/example
ln -s ../../lexicons Sources/Reader/lexicons
cat > Package.swift <<SWIFT
// swift-tools-version: 6.2
import PackageDescription
let package = Package(
    name: "reader",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "swift-xrpc-host", path: "$project")],
    targets: [
        .executableTarget(
            name: "Reader", dependencies: [.product(name: "XRPCCore", package: "swift-xrpc-host")],
            exclude: ["lexicons"], plugins: [.plugin(name: "LexiconPlugin", package: "swift-xrpc-host")])
    ])
SWIFT

lexicon() { # NAME FIELD
    printf '{"lexicon":1,"id":"com.example.%s","defs":{"main":{"type":"query","parameters":{"type":"params","properties":{"%s":{"type":"string"}}}}}}' \
        "$1" "$2" > "lexicons/com/example/$1.json"
}
program() { printf 'import XRPCCore\n%s\nprint(LexiconRegistry.methods.map(\\.nsid.rawValue).joined(separator: ","))\n' "$1" > Sources/Reader/main.swift; }
build() { swift build > build.log 2>&1 || { tail -20 build.log >&2; echo "✗ $1" >&2; exit 1; }; }
expect() { local got; got=$(.build/debug/Reader); [ "$got" = "$1" ] || { echo "✗ $2: $got" >&2; exit 1; }; }

lexicon read limit; program 'print(Com.Example.Read.Parameters(limit: "1").limit ?? "")'
build "the first build"; expect $'1\ncom.example.read' "the first build"
lexicon write name
build "a lexicon was added"; expect $'1\ncom.example.read,com.example.write' "an added lexicon"
lexicon read most; program 'print(Com.Example.Read.Parameters(most: "2").most ?? "")'
build "a lexicon was edited"; expect $'2\ncom.example.read,com.example.write' "an edited lexicon"
stamp=$(find .build -name '*.swift' -path '*Lexicons*' -printf '%p %T@\n' | sort)
build "nothing was changed"
[ "$stamp" = "$(find .build -name '*.swift' -path '*Lexicons*' -printf '%p %T@\n' | sort)" ] || { echo "✗ an unchanged build wrote a file" >&2; exit 1; }
rm lexicons/com/example/write.json
build "a lexicon was deleted"; expect $'2\ncom.example.read' "a deleted lexicon"
echo '{"lexicon":1,"id":"com.example.read","defs":{"main":{"type":"query","parameters":{"type":"params","properties":{"a":{"type":"strin"}}}}}}' > lexicons/com/example/read.json
if swift build > build.log 2>&1; then echo "✗ a broken lexicon was accepted" >&2; exit 1; fi
grep -q 'com/example/read.json:1:[0-9]*: error: strin is not a type of data; did you mean string? \[unsupported-type\]' build.log \
    || { tail -20 build.log >&2; echo "✗ a broken lexicon is not reported with its place" >&2; exit 1; }
echo "Added, edited, deleted and broken lexicons are all noticed."
