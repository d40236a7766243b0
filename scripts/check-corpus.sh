#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Generates and compiles all lexicons of Bluesky and checks every type, method and subscription with values made from
# their schemas. Needs the lexicons in $CONFORMANCE_DATA. Arguments go to the check: --seed NUMBER, --case NUMBER.
set -euo pipefail
project=$(cd "$(dirname "$0")/.." && pwd)
package="$project/Tests/Corpus"
lexicons="${CONFORMANCE_DATA:?names no folder with the lexicons}/lexicons/bluesky/lexicons"

mkdir -p "$package/.build"
rm -rf "$package/.build/lexicons"
cp -r "$lexicons" "$package/.build/lexicons"
count=$(find "$package/.build/lexicons" -name '*.json' | wc -l)
[ "$count" -eq 402 ] || { echo "✗ $count lexicons, not 402" >&2; exit 1; }
echo "==> Generating and compiling $count lexicons"
swift build --package-path "$package" --product corpus-check
echo "==> Checking every generated type"
exec "$(swift build --package-path "$package" --show-bin-path)/corpus-check" "$@"
