#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Builds for release and prints every figure beside its baseline from the same run. Wants an idle machine.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/setup.sh
install_missing wrk sqlite3
echo "==> Building for release; the first time takes ten minutes on two cores" >&2
swift build -c release --package-path Benchmarks
exec python3 Benchmarks/compare.py "$(swift build -c release --package-path Benchmarks --show-bin-path)" "$@"
