#!/usr/bin/env bash
# Replicas that die, fail, slow down and freeze, callers that leave, overload, slow heads, restarts: what callers notice. See load-tests/README.md.
# Called as: faults.sh [--requests 200000] [--leaves 10000] [--slow 5000] [--overload 30] [--steps killed,errors,slow,frozen,leave,overload,slowloris,restart]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. load-tests/lib.sh

requests=200000
leaves=10000
slow=5000
overload=30
steps=killed,errors,slow,frozen,leave,overload,slowloris,restart
while (($#)); do
  case $1 in
    --requests) requests=$2 ;;
    --leaves) leaves=$2 ;;
    --slow) slow=$2 ;;
    --overload) overload=$2 ;;
    --steps) steps=$2 ;;
    *) die "faults.sh [--requests 200000] [--leaves 10000] [--slow 5000] [--overload 30] [--steps killed,errors,slow,frozen,leave,overload,slowloris,restart]" ;;
  esac
  shift 2 || die "$1 needs a value."
done

begin
((slow + 500 <= $(ulimit -n))) || die "$slow slow callers need $((slow + 500)) open files; ulimit -Hn allows $(ulimit -n)."
require_dotnet
echo "Building" >&2
load-tests/prepare.sh >/dev/null
publish Faults

dotnet "$(program Faults)" --edge "$PWD/load-tests/out/edge" --folder "$work" --requests "$requests" --leaves "$leaves" --slow "$slow" \
  --overload "$overload" --steps "$steps"
