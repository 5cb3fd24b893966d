#!/usr/bin/env bash
# Moves a model from one deployment to another under load, by the control API, and looks at who answers. See load-tests/README.md.
# Called as: migration.sh [--requests 50000]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. load-tests/lib.sh

requests=50000
while (($#)); do
  case $1 in
    --requests) requests=$2 ;;
    *) die "migration.sh [--requests 50000]" ;;
  esac
  shift 2 || die "$1 needs a number."
done

begin
require_dotnet
echo "Building" >&2
load-tests/prepare.sh >/dev/null
publish Migration

free_port; edge=$port
free_port; control=$port
mkdir "$work/resources"
cat >"$work/edge.json" <<EOF
{ "listen": { "data": "127.0.0.1:$edge", "control": "127.0.0.1:$control" }, "anonymous": "default", "store": { "folder": "resources" } }
EOF
start "$work/edge.log" load-tests/out/edge serve --config "$work/edge.json"
wait_for "$work/edge.log" "$control"
dotnet "$(program Migration)" --port "$edge" --control "$control" --requests "$requests"
