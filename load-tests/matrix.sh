#!/usr/bin/env bash
# Eight faults of links at twelve moments, between callers, edge, replicas and NATS: what is kept in each. See load-tests/README.md.
# Called as: matrix.sh [--cells "upstream, body"]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. load-tests/lib.sh

cells=
while (($#)); do
  case $1 in
    --cells) cells=${2:-} ;;
    *) die "matrix.sh [--cells TEXT]" ;;
  esac
  shift 2 || die "$1 needs a part of the names of cells, such as 'upstream, body'."
done

begin
require_dotnet
require_nats_server
echo "Building" >&2
load-tests/prepare.sh >/dev/null
publish Matrix

dotnet "$(program Matrix)" --edge "$PWD/load-tests/out/edge" --folder "$work" --cells "$cells"
