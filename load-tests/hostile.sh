#!/usr/bin/env bash
# Puts the list of hostile input (tests/Shared/Hostile) to Edge and to other proxies. See load-tests/README.md.
# Called as: hostile.sh [--peers edge,nginx,…] [--markdown FILE] [--details]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. load-tests/lib.sh

peers=edge,nginx,haproxy,kestrel
flags=()
usage="hostile.sh [--peers $peers] [--markdown FILE] [--details]"
while (($#)); do
  case $1 in
    --peers) peers=${2:?$usage}; shift ;;
    --markdown) flags+=(--markdown "${2:?$usage}"); shift ;;
    --details) flags+=(--details) ;;
    *) die "$usage" ;;
  esac
  shift
done
IFS=, read -ra peers <<<"$peers"

# What each of them is, and which promises it gives: HTTP alone, a choice by the model too, or all that Edge does.
declare -A script=([edge]=edge [nginx]=nginx [haproxy]=haproxy [kestrel]=forwarder) promise=([edge]=edge [nginx]=http [haproxy]=routing [kestrel]=routing)
for peer in "${peers[@]}"; do [[ -n ${script[$peer]:-} ]] || die "$usage"; done

begin
require_dotnet
require_packages nginx=nginx haproxy=haproxy
echo "Building" >&2
load-tests/prepare.sh >/dev/null
publish Hostile Forwarder

targets=()
for peer in "${peers[@]}"; do
  free_port; backend=$port
  free_port; door=$port
  mkdir "$work/$peer"
  group=m=$backend
  [[ ${promise[$peer]} != http ]] || group=any=$backend
  # Callers of Edge need no key here; bodies and heads are small.
  ANONYMOUS=default BODY_BYTES=16384 WORKERS=1 start "$work/$peer/log" "load-tests/peers/${script[$peer]}.sh" "$door" "$work/$peer" "$group"
  wait_for "$work/$peer/log" "$door"
  targets+=("$peer=$door:$backend:${promise[$peer]}")
done
about="nginx $(nginx -v 2>&1 | sed 's|.*/||'), HAProxy $(haproxy -v | awk 'NR == 1 { print $3 }'), and Kestrel and HttpClient of .NET $(dotnet --version)"
dotnet "$(program Hostile)" --about "$about" "${flags[@]}" "${targets[@]}"
