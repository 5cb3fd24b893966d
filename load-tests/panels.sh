#!/usr/bin/env bash
# What each panel of deploy/grafana and each rule of deploy/prometheus shows of a fleet under load. See load-tests/README.md.
# Called as: panels.sh [--seconds 90]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. load-tests/lib.sh

seconds=90
while (($#)); do
  case $1 in
    --seconds) seconds=${2:-} ;;
    *) die "panels.sh [--seconds 90]" ;;
  esac
  shift 2 || die "panels.sh [--seconds 90]"
done

begin
require_dotnet
require_nats_server
require_prometheus
echo "Building" >&2
load-tests/prepare.sh >/dev/null
publish Panels

dotnet "$(program Panels)" --edge "$PWD/load-tests/out/edge" --folder "$work" --deploy "$PWD/deploy" --seconds "$seconds"
