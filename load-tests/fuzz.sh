#!/usr/bin/env bash
# Hours of fuzzing by hand, other inputs each time. See load-tests/README.md.
# Called as: fuzz.sh [--minutes 60] [--targets scanner,request-head,…] [--threads N] [--seed S]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. load-tests/lib.sh

minutes=60
seed=$(date +%s)
options=()
while (($#)); do
  case $1 in
    --minutes) minutes=${2:-} ;;
    --seed) seed=${2:-} ;;
    --targets | --threads) options+=("$1" "${2:-}") ;;
    *) die "fuzz.sh [--minutes 60] [--targets scanner,…] [--threads N] [--seed S]" ;;
  esac
  shift 2 || die "$1 needs a value."
done
[[ $minutes =~ ^[0-9]+$ ]] || die "--minutes needs a number."

require_dotnet
exec dotnet run -c Release --project tests/Edge.Fuzz -- --seconds $((minutes * 60)) --seed "$seed" "${options[@]}" </dev/null
