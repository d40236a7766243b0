#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Sets up, builds, and walks through the whole thing on loopback. Arguments go to `xrpc-host demo`, such as --once.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/setup.sh
echo "==> Building; the first time takes five to ten minutes on two cores" >&2
swift build --product xrpc-host
exec "$(swift build --show-bin-path)/xrpc-host" demo "$@"
