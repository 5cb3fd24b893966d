#!/usr/bin/env bash
# describe: a forwarder of 80 lines, Kestrel and .NET's HTTP client
# warm: 25
# routes: yes
# Called as: forwarder.sh PORT DIR m1=PORT,PORT m2=PORT …
# Listens on PORT and sends each model to the backends behind its ports. Runs what load-tests/compare.sh published.
set -euo pipefail
port=$1
shift 2
program=$(dirname "${BASH_SOURCE[0]}")/../../artifacts/load-tests/Forwarder/forwarder.dll
[[ -f $program ]] || { echo "Not published yet: load-tests/compare.sh does it." >&2; exit 1; }
[[ -z ${WORKERS:-} ]] || export DOTNET_PROCESSOR_COUNT=$WORKERS
exec dotnet "$program" "$port" "$@"
