#!/usr/bin/env bash
# Three edges that follow one NATS: route changes under load, outages, bad documents, large sets, even load. See load-tests/README.md.
# Called as: fleet.sh [--changes 1000] [--outage 60] [--routers 100000] [--even 60] [--steps load,changes,bad,outage,large,even]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. load-tests/lib.sh

changes=1000
outage=60
routers=100000
even=60
steps=load,changes,bad,outage,large,even
while (($#)); do
  case $1 in
    --changes) changes=$2 ;;
    --outage) outage=$2 ;;
    --routers) routers=$2 ;;
    --even) even=$2 ;;
    --steps) steps=$2 ;;
    *) die "fleet.sh [--changes 1000] [--outage 60] [--routers 100000] [--even 60] [--steps load,changes,bad,outage,large,even]" ;;
  esac
  shift 2 || die "$1 needs a value."
done

begin
require_dotnet
require_node
require_nats_server
echo "Building" >&2
clients=tests/ConfigSync.Tests/js
npm ci --prefix "$clients" --no-audit --no-fund --loglevel=error >&2
load-tests/prepare.sh >/dev/null
publish Fleet

dotnet "$(program Fleet)" --edge "$PWD/load-tests/out/edge" --folder "$work" --script "$PWD/$clients/kv.mjs" \
  --changes "$changes" --outage "$outage" --routers "$routers" --even "$even" --steps "$steps"
