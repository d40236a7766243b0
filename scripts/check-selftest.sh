#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Proves that each check can fail: plants one violation of each rule in a copy and expects the check to name it.
set -euo pipefail
project=$(cd "$(dirname "$0")/.." && pwd)
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
header='// SPDX-License-Identifier: Apache-2.0'

# plant FILE TEXT EXPECTED: a small copy with one bad file must fail with the expected words.
plant() {
    rm -rf "${copy:?}"/*
    mkdir -p "$copy/Sources/DPoP" "$copy/Sources/XRPCHost" "$copy/Plugins" "$copy/Tests" "$copy/Snippets"
    cp "$project/.swift-format" "$project/Package.swift" "$copy/"
    mkdir -p "$(dirname "$copy/$1")"
    printf '%b' "$2" > "$copy/$1"
    if output=$("$project/scripts/check.sh" "$copy" 2>&1); then
        echo "✗ planted and not found: $3" >&2
        exit 1
    fi
    grep -q -- "$3" <<<"$output" || { printf '✗ found, but not as "%s":\n%s\n' "$3" "$output" >&2; exit 1; }
}

plant Sources/DPoP/A.swift "$header\n\nlet a = b!\n" "NeverForceUnwrap"
plant Sources/DPoP/A.swift "$header\n\npublic struct A {}\n" "AllPublicDeclarationsHaveDocumentation"
plant Sources/DPoP/A.swift "let a = 1\n" "licence line"
plant Fuzzing/Sources/fuzz-a/A.swift "$header\n\nlet a = b!\n" "NeverForceUnwrap"
plant Fuzzing/Sources/fuzz-a/A.swift "let a = 1\n" "licence line"
plant Sources/DPoP/A.swift "$header\n\nimport Hummingbird\n" "Hummingbird is for one file"
plant Sources/XRPCHost/A.swift "$header\n\npublic import Hummingbird\n" "Hummingbird is for one file"
plant Sources/DPoP/A.swift "$header\n\nimport CLibcrypto\n" "CLibcrypto belongs to JOSE"
plant Sources/DPoP/A.swift "$header\n\nlet a = Date()\n" "parameters below XRPCHost"
plant Sources/DPoP/A.swift "$header\n\nlet a: Never = fatalError(\"x\")\n" "a trap in the product"
plant Sources/DPoP/A.swift "$header\n\nlet a = \"app.didpic.identity.mintWidgetToken\"\n" "an NSID literal"
plant Sources/DPoP/A.swift "$header\n$(printf '\\n%.0s' {1..3})$(for i in {1..360}; do printf 'let a%d = 1\\n' "$i"; done)" "over 350 lines"
if python3 "$project/scripts/coverage.py" --selftest >/dev/null 2>&1; then
    echo "✗ coverage.py accepts too little coverage" >&2
    exit 1
fi
echo "Every check can fail."
