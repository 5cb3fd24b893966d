#!/usr/bin/env bash
# Edge against other proxies: CPU time per request, requests per second, latency. See load-tests/README.md.
# Called as: compare.sh [--rounds 3] [--seconds 5] [--workloads small,…] [--peers edge,nginx,…] [--warm SECONDS]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. load-tests/lib.sh
. load-tests/wrk/bodies.sh

rounds=3
seconds=5
workloads=$workloads_known
peers=edge,nginx,nginx-lua,haproxy,forwarder
warm=
usage="compare.sh [--rounds 3] [--seconds 5] [--workloads $workloads] [--peers $peers] [--warm SECONDS]"
while (($#)); do
  case $1 in
    --rounds) rounds=$2 ;;
    --seconds) seconds=$2 ;;
    --workloads) workloads=$2 ;;
    --peers) peers=$2 ;;
    --warm) warm=$2 ;;
    *) die "$usage" ;;
  esac
  shift 2 || die "$usage"
done
IFS=, read -ra workloads <<<"$workloads"
IFS=, read -ra peers <<<"$peers"
for workload in "${workloads[@]}"; do [[ ,$workloads_known, == *,$workload,* ]] || die "$usage"; done
for peer in "${peers[@]}"; do [[ -f load-tests/peers/$peer.sh ]] || die "There is no load-tests/peers/$peer.sh."; done

begin
require_dotnet
require_packages wrk=wrk curl=curl taskset=util-linux nginx=nginx haproxy=haproxy \
  /usr/lib/nginx/modules/ngx_http_lua_module.so=libnginx-mod-http-lua /usr/share/doc/lua-cjson=lua-cjson
echo "Building" >&2
load-tests/prepare.sh >/dev/null
publish Backend Forwarder

# One core for the proxy, the others for those who load it.
read -ra cores < <(awk '/^Cpus_allowed_list/ { n = split($2, part, ","); for (i = 1; i <= n; i++) { split(part[i], end, "-")
  for (c = end[1]; c <= (end[2] == "" ? end[1] : end[2]); c++) printf "%d ", c } }' /proc/self/status; echo)
on_proxy=() on_rest=()
if ((${#cores[@]} > 1)); then
  on_proxy=(taskset -c "${cores[-1]}")
  on_rest=(taskset -c "$(IFS=,; echo "${cores[*]:0:${#cores[@]}-1}")")
else
  echo "One core only: proxy, backend and load share it." >&2
fi

backends=()
for _ in {1..6}; do free_port; backends+=("$port"); done
m1=m1=${backends[0]},${backends[1]} m2=m2=${backends[2]},${backends[3]} any=any=${backends[4]},${backends[5]}
start "$work/backend.log" "${on_rest[@]}" dotnet "$(program Backend)" "$m1" "$m2" "$any"
wait_for "$work/backend.log" "${backends[5]}"

declare -A port_of group_of about
header() { sed -n "s/^# $2: //p" "load-tests/peers/$1.sh"; }
for peer in "${peers[@]}"; do about[$peer]=$(header "$peer" routes); done

ask() { # PORT BODY ANSWER: the answer's body, on failure nothing
  curl -sS --fail --max-time 30 -H Expect: -H "Content-Type: application/json" -H "Authorization: Bearer sk-mock-0123456789" \
    -H "x-answer: $3" --data-binary "@$2" "http://127.0.0.1:$1/v1/chat/completions"
}

# Starts a peer and compares its answers, byte by byte, with the backends' own.
start_peer() { # PEER WORKLOAD
  local dir=$work/$1.$2 groups_of=("$m1" "$m2") model
  mkdir -p "$dir"
  [[ ${about[$1]} != no ]] || groups_of=("$any")
  free_port
  port_of[$1]=$port
  # The largest body and answer to come, for those whose buffers are set by it.
  BODY_BYTES=$(stat -c %s "$work/$2.m1") ANSWER_BYTES=$answer_bytes WORKERS=1 start "$dir/log" "${on_proxy[@]}" "load-tests/peers/$1.sh" "$port" "$dir" "${groups_of[@]}"
  group_of[$1]=$started
  wait_for "$dir/log" "$port"
  for model in m1 m2; do
    local own=${backends[0]}
    [[ $model == m1 ]] || own=${backends[2]}
    [[ ${about[$1]} != no ]] || own=${backends[4]}
    ask "$own" "$work/$2.$model" "$(answer_of "$2")" >"$work/expected"
    ask "$port" "$work/$2.$model" "$(answer_of "$2")" >"$work/got" || { tail -5 "$dir/log" >&2; die "$1 does not answer ($2, $model)."; }
    cmp -s "$work/expected" "$work/got" || die "$1 gives another answer than the backend ($2, $model)."
  done
}

stop_peers() {
  local peer
  for peer in "${peers[@]}"; do kill -TERM -- "-${group_of[$peer]}"; done
  for peer in "${peers[@]}"; do
    for _ in {1..100}; do kill -0 -- "-${group_of[$peer]}" 2>/dev/null || break; sleep 0.1; done
  done
}

load() { # PEER WORKLOAD SECONDS: prints wrk's line
  timeout $(($3 + 60)) "${on_rest[@]}" wrk -t2 -c"$(connections_of "$2")" -d"$3s" --timeout 30s -s load-tests/wrk/workload.lua \
    "http://127.0.0.1:${port_of[$1]}" -- "$(answer_of "$2")" "$work/$2.m1" "$work/$2.m2" | tail -1
}

cpu_ticks() { # GROUP: CPU time of its processes so far, user and system, in 1/100 s
  { cat /proc/[0-9]*/stat 2>/dev/null || true; } | sed 's/^.*) //' | awk -v group="$1" '$3 == group { sum += $12 + $13 } END { print sum + 0 }'
}

measure() { # ROUND PEER WORKLOAD
  local before line
  before=$(cpu_ticks "${group_of[$2]}")
  line=$(load "$2" "$3" "$seconds")
  echo "$3 $1 $2 $(($(cpu_ticks "${group_of[$2]}") - before)) $line $answer_bytes" >>"$work/figures"
}

for workload in "${workloads[@]}"; do
  write_body "$workload" m1 >"$work/$workload.m1"
  write_body "$workload" m2 >"$work/$workload.m2"
  answer_bytes=$(ask "${backends[0]}" "$work/$workload.m1" "$(answer_of "$workload")" | wc -c)
  for peer in "${peers[@]}"; do start_peer "$peer" "$workload"; done
  echo "== $workload: warming up" >&2
  for peer in "${peers[@]}"; do load "$peer" "$workload" "${warm:-$(header "$peer" warm)}" >/dev/null; done
  for ((round = 0; round < rounds; round++)); do
    echo "== $workload: round $((round + 1)) of $rounds" >&2
    for ((i = 0; i < ${#peers[@]}; i++)); do measure $round "${peers[(i + round) % ${#peers[@]}]}" "$workload"; done
  done
  stop_peers
done
awk -v order="${peers[*]}" -f load-tests/wrk/report.awk "$work/figures"
