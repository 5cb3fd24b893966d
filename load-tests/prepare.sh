#!/usr/bin/env bash
# Publishes the program as it ships into load-tests/out and prints the folder.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec build/publish.sh load-tests/out
