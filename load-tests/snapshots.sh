#!/usr/bin/env bash
# Requests to an Edge with very many routers while its configuration changes ten times a second. See load-tests/README.md.
# Called as: snapshots.sh [--routers 100000] [--seconds 30] [--way file|inside]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. load-tests/lib.sh

routers=100000
seconds=30
way=file
usage="snapshots.sh [--routers 100000] [--seconds 30] [--way file|inside]"
while (($#)); do
  case $1 in
    --routers) routers=$2 ;;
    --seconds) seconds=$2 ;;
    --way) way=$2 ;;
    *) die "$usage" ;;
  esac
  shift 2 || die "$usage"
done
[[ $way == file || $way == inside ]] || die "$usage"

begin
require_dotnet
echo "Building" >&2
load-tests/prepare.sh >/dev/null
publish Backend Snapshots

free_port; edge=$port
free_port; control=$port
# The two models have ports in a row.
while free_port; backend=$port; free_port; ((port != backend + 1)); do :; done
start "$work/backend.log" dotnet "$(program Backend)" "m1=$backend" "m2=$((backend + 1))"
wait_for "$work/backend.log" "$((backend + 1))"

plan=(--file "$work/edge.json" --port "$edge" --control "$control" --backend "$backend" --routers "$routers")
tool=$(program Snapshots)
if [[ $way == file ]]; then
  dotnet "$tool" write "${plan[@]}"
  start "$work/edge.log" load-tests/out/edge serve --config "$work/edge.json"
else
  start "$work/edge.log" dotnet "$tool" host "${plan[@]}"
fi
wait_for "$work/edge.log" "$edge"
timeout $((2 * seconds + 90)) dotnet "$tool" load "${plan[@]}" --way "$way" --seconds "$seconds" || {
  grep -vE ' info: ' "$work/edge.log" | head -20 >&2
  exit 1
}
