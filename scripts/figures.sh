#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Measures what the lexicons of Bluesky cost to generate, to compile, to edit and to read, and prints each figure beside
# its aim and beside other generators. Wants an idle machine, the lexicons in $CONFORMANCE_DATA and about ten minutes.
# Usage: figures.sh [--release], which adds an optimized build of the whole corpus.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/setup.sh
: "${CONFORMANCE_DATA:?names no folder with the lexicons}"
exec python3 scripts/figures.py "$@"
