#!/usr/bin/env bash
# Many event streams through Edge at once, each event of each checked. See load-tests/README.md.
# Called as: streams.sh [--streams 9000] [--seconds 180]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. load-tests/lib.sh

streams=9000
seconds=180
while (($#)); do
  case $1 in
    --streams) streams=$2 ;;
    --seconds) seconds=$2 ;;
    *) die "streams.sh [--streams 9000] [--seconds 180]" ;;
  esac
  shift 2 || die "$1 needs a number."
done

begin
require_dotnet
# Edge has two sockets per stream, and needs some more for itself.
needed=$((2 * streams + 500))
(($(ulimit -n) >= needed)) || die \
  "$streams streams need $needed open files; this shell may have $(ulimit -Hn)." \
  "Raise the hard limit (ulimit -Hn, LimitNOFILE=, docker --ulimit nofile=$needed), or ask for at most $((($(ulimit -Hn) - 500) / 2)) streams."
# All callers have one address and all call one: the kernel's ports are the other limit.
read -r lowest highest </proc/sys/net/ipv4/ip_local_port_range
((highest - lowest > streams)) || die \
  "$streams streams need as many local ports; net.ipv4.ip_local_port_range has $((highest - lowest))."

echo "Building" >&2
load-tests/prepare.sh >/dev/null
publish Backend Streams

free_port; backend=$port
start "$work/backend.log" dotnet "$(program Backend)" "m1=$backend"
wait_for "$work/backend.log" "$backend"

free_port; edge=$port
cat >"$work/edge.json" <<JSON
{
  "listen": {"data": "127.0.0.1:$edge", "control": "127.0.0.1:0"},
  "deployments": [{"id": "m1", "endpoints": [{"url": "http://127.0.0.1:$backend"}],
    "limits": {"maxConnections": $((streams + 100)), "maxQueue": $((streams + 100))}}]
}
JSON
start "$work/edge.log" load-tests/out/edge serve --config "$work/edge.json"
pid=$started
wait_for "$work/edge.log" "$edge"

timeout $((seconds + streams / 1000 + 90)) \
  dotnet "$(program Streams)" --port "$edge" --pid "$pid" --streams "$streams" --seconds "$seconds" || {
  grep -vE ' info: ' "$work/edge.log" | head -20 >&2
  exit 1
}
