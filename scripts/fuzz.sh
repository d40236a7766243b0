#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Feeds changed and invented input to the readers of files and messages, and keeps what breaks them.
# Usage: fuzz.sh [parser|generator|formatter|data|jws|jwk|proof|target|document|all] [SECONDS], 60 seconds for each target by default;
#        fuzz.sh minimise TARGET keeps of the found inputs the few that matter, in Fuzzing/Corpora.
# With CONFORMANCE_DATA the published lexicons are seeds too; what is found from them stays out of Fuzzing/Corpora.
set -euo pipefail
cd "$(dirname "$0")/../Fuzzing"
targets=(parser generator formatter data jws jwk proof target document)

program() { echo ".build/release/fuzz-$1"; }

fuzz() {
    local target=$1 seconds=$2 found=".build/found/$1" seeds=("Corpora/$1") options=()
    case $target in
        parser | generator | formatter)
            options+=(-dict=Dictionaries/lexicon.dict)
            if [ -n "${CONFORMANCE_DATA:-}" ]; then
                seeds+=("$CONFORMANCE_DATA/lexicons")
                found+="-conformance"
            fi ;;
    esac
    mkdir -p "$found" .build/broken
    echo "==> $target, $seconds seconds"
    # Swift's own crash reports would end the process before the fuzzer keeps the input.
    SWIFT_BACKTRACE=enable=no "$(program "$target")" "$found" "${seeds[@]}" "${options[@]}" \
        -max_total_time="$seconds" -max_len=4096 -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 -verbosity=1 \
        -artifact_prefix=".build/broken/$target-" 2>&1 | grep -vE '^#[0-9]+[[:space:]]+(NEW|REDUCE)|NEW_FUNC|^ *###'
}

# Keeps the fifty longest of the inputs that reach everything; what they miss is soon found again.
minimise() {
    local target=$1 kept
    mkdir -p ".build/found/$target"
    kept=$(mktemp -d)
    SWIFT_BACKTRACE=enable=no "$(program "$target")" -set_cover_merge=1 -use_counters=0 "$kept" \
        "Corpora/$target" ".build/found/$target"
    rm -rf "Corpora/$target"
    mkdir "Corpora/$target"
    find "$kept" -type f -printf '%s %p\n' | sort -rn | head -50 | cut -d' ' -f2- | xargs -I{} cp {} "Corpora/$target/"
    rm -rf "$kept"
}

swift build -c release --sanitize fuzzer ${JOBS:+--jobs "$JOBS"} >&2
case "${1:-all}" in
    all) for target in "${targets[@]}"; do fuzz "$target" "${2:-60}"; done ;;
    minimise) minimise "${2:?a target}" ;;
    *) fuzz "$1" "${2:-60}" ;;
esac
