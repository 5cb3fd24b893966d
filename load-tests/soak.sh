#!/usr/bin/env bash
# The load of chaos.sh without faults, for long: does the memory of Edge grow? See load-tests/README.md.
# Called as: soak.sh [MINUTES] [--callers 96] [--seed N]
set -euo pipefail
minutes=30
[[ ${1:-} == --* || -z ${1:-} ]] || { minutes=$1; shift; }
exec "$(dirname "${BASH_SOURCE[0]}")/chaos.sh" "$minutes" "$@" --faults 0
