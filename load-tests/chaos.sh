#!/usr/bin/env bash
# Full load with faults of callers, links and replicas, and an auditor that looks at every request. See load-tests/README.md.
# Called as: chaos.sh [MINUTES] [--callers 96] [--seed N] [--faults 1]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. load-tests/lib.sh

minutes=10
callers=96
seed=$((RANDOM * 32768 + RANDOM))
faults=1
[[ ${1:-} == --* || -z ${1:-} ]] || { minutes=$1; shift; }
while (($#)); do
  case $1 in
    --callers) callers=$2 ;;
    --seed) seed=$2 ;;
    --faults) faults=$2 ;;
    *) die "chaos.sh [MINUTES] [--callers 96] [--seed N] [--faults 1]" ;;
  esac
  shift 2 || die "$1 needs a number."
done

begin
require_dotnet
echo "Building" >&2
load-tests/prepare.sh >/dev/null
publish Chaos

echo "seed $seed"
dotnet "$(program Chaos)" --edge "$PWD/load-tests/out/edge" --folder "$work" --seconds $((minutes * 60)) --callers "$callers" --seed "$seed" --faults "$faults"
