#!/usr/bin/env bash
# kill -9 at random instants while a store, and a last known good set, are written. See load-tests/README.md.
# Called as: store-crash.sh [--kills 200]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. load-tests/lib.sh

kills=200
while (($#)); do
  case $1 in
    --kills) kills=$2 ;;
    *) die "store-crash.sh [--kills 200]" ;;
  esac
  shift 2 || die "$1 needs a number."
done

begin
require_dotnet
# The tests do it a few times at each run; this is the same, as often as asked for.
STORE_KILLS=$kills dotnet test tests/ConfigSync.Tests -c Release --nologo -v quiet \
  --filter FullyQualifiedName~StoreCrashTests --logger "console;verbosity=minimal" >"$work/log" 2>&1 </dev/null || {
  cat "$work/log" >&2
  echo "kills=$kills: an acknowledged write was lost, or something was not whole" >&2
  exit 1
}
echo "kills=$((2 * kills)) lost=0 unreadable=0"
