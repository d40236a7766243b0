#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs the system packages that the build needs and that are missing. Sourced by the other scripts.
set -euo pipefail

install_missing() {
    local missing=()
    for package in "$@"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return 0
    echo "==> Installing ${missing[*]}"
    local run=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || { echo "Run as root, or install: ${missing[*]}" >&2; exit 1; }
        run=(sudo)
    fi
    "${run[@]}" apt-get update -qq
    "${run[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" >/dev/null
}

command -v swift >/dev/null || {
    echo "A Swift 6.3 toolchain is needed; see https://www.swift.org/install" >&2
    exit 1
}
command -v apt-get >/dev/null || {
    echo "These scripts know Debian's apt only; install jansson, OpenSSL 3, libsecp256k1 and SQLite yourself" >&2
    exit 1
}
install_missing libjansson-dev libssl-dev libsecp256k1-dev libsqlite3-dev pkg-config
