#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Breaks each check of the verifiers and tells which the tests do not notice; fails under 80 %. See docs/testing.md.
# Usage: mutation.sh [--list] [PATTERN ...], such as: mutation.sh DPoP/ProofVerifier JWKSet
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/setup.sh
exec python3 scripts/mutation.py "$@"
