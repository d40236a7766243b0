#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Every rule about the source that no compiler checks. Exits 1 after naming all violations.
# Usage: check.sh [FOLDER], where FOLDER is this project or a copy of it.
set -uo pipefail
cd "${1:-$(dirname "$0")/..}" || exit 2
failures=0

# Names the rule and the offending lines that come on standard input, if there are any.
forbid() {
    local found
    found=$(cat)
    [ -z "$found" ] && return 0
    printf '%s\n%s\n' "✗ $1" "$found" | head -20
    failures=$((failures + 1))
}

sources() { find Sources Plugins Tests Snippets Examples Fuzzing Benchmarks -name '*.swift' -not -path '*/.build/*' 2>/dev/null | sort; }

forbid "swift format lint" < <(
    { sources; echo Package.swift; } | xargs swift format lint --strict 2>&1 | grep -E 'error|warning')
forbid "a file without its licence line" < <(sources | xargs grep -L 'SPDX-License-Identifier: Apache-2.0')
forbid "Hummingbird is for one file of XRPCHost and for the executable" < <(
    grep -rnE '^(public )?import Hummingbird' Sources --include='*.swift' \
        | grep -v -e '^Sources/XRPCHost/HummingbirdMount.swift' -e '^Sources/xrpc-host/')
for pair in CJansson:StrictJSON CLibcrypto:JOSE CSecp256k1:JOSE; do
    forbid "${pair%%:*} belongs to ${pair##*:} alone" < <(
        grep -rnE "import ${pair%%:*}\$" Sources --include='*.swift' | grep -v "^Sources/${pair##*:}/")
done
forbid "time and randomness are parameters below XRPCHost" < <(
    grep -rnE '\b(Date\(\)|Date\.now|Task\.sleep)|\.random\(in:[^,]*\)' Sources/{StrictJSON,JOSE,DPoP,Identity,XRPCCore,LexJSON,Lexicon,LexiconCodegen,LexiconData,LexTesting} \
        --include='*.swift' 2>/dev/null)
forbid "a trap in the product" < <(
    grep -rnE 'fatalError\(|preconditionFailure\(|try!|as!' Sources Plugins --include='*.swift')
forbid "an NSID literal beside the generated constant" < <(
    grep -rnE '"(app\.didpic|com\.example)\.[a-z]+\.[a-zA-Z]+"' Sources --include='*.swift')
forbid "a file over 350 lines" < <(
    find Sources Plugins -name '*.swift' -print0 | xargs -0 wc -l | awk '$2 != "total" && $1 > 350')

[ "$failures" -eq 0 ] && echo "The source keeps every rule."
[ "$failures" -eq 0 ]
