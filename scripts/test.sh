#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Sets up, builds, and runs every test and check.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/setup.sh
python3 -c 'import ensurepip, venv' 2>/dev/null || install_missing python3-venv

step() { printf '\n==> %s\n' "$*"; }

step "Checking the source"
scripts/check.sh
scripts/check-selftest.sh

step "Building; the first time takes ten minutes on two cores"
swift build --build-tests --enable-code-coverage

step "Running the Swift tests"
swift test --skip-build --enable-code-coverage
python3 scripts/coverage.py "$(swift test --show-codecov-path)" --least 95 JOSE DPoP Identity

step "Driving the built binary with a client of another make"
[ -d .venv ] || python3 -m venv .venv
.venv/bin/pip install -q -r Tests/Clients/requirements.txt
XRPC_HOST_BINARY="$(swift build --show-bin-path)/xrpc-host" \
    .venv/bin/python -m pytest -q -p no:cacheprovider -n 2 --dist loadfile Tests/Clients

step "Linting our own lexicons"
for folder in lexicons Sources/SampleApp/lexicons Examples/Notes/lexicons; do
    # The names of the token errors are part of a published interface and follow another style.
    "$(swift build --show-bin-path)/lexicon-tool" lint --strict --level error-style=off "$folder"
done

step "Adding, editing and deleting lexicons of another package"
scripts/check-rebuild.sh

step "Building and testing a package that depends on this one"
swift build --package-path Examples/Notes --build-tests
swift test --package-path Examples/Notes --skip-build

if [ -n "${CONFORMANCE_DATA:-}" ]; then
    step "Generating, compiling and checking every published lexicon"
    scripts/check-corpus.sh
else
    printf '\n!!! CONFORMANCE_DATA is not set: the published lexicons were not checked.\n'
fi

echo
echo "All tests and checks passed."
