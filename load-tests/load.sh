#!/usr/bin/env bash
# Runs the scenarios against a fresh Edge before simulated models and writes the report. See load-tests/README.md.
# Called as: load.sh [--seconds 60] [--scenarios chat,images,…] [--p99 500] [--report load-tests/reports]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. load-tests/lib.sh

seconds=60
p99=500
only=()
report=load-tests/reports
usage="load.sh [--seconds 60] [--scenarios chat,images,…] [--p99 500] [--report load-tests/reports]"
while (($#)); do
  case $1 in
    --seconds) seconds=${2:-} ;;
    --scenarios) only=(--scenarios "${2:-}") ;;
    --p99) p99=${2:-} ;;
    --report) report=${2:-} ;;
    *) die "$usage" ;;
  esac
  shift 2 || die "$usage"
done

begin
require_dotnet
echo "Building" >&2
load-tests/prepare.sh >/dev/null
publish Scenarios
edge=load-tests/out/edge
EDGE_KEY_SECRET=$(od -An -N32 -tx1 /dev/urandom | tr -d ' \n')
export EDGE_KEY_SECRET

# Four models, four replicas of one process: each says in its answers which deployment was asked.
mocks=()
for _ in {1..4}; do free_port; mocks+=("$port"); done
start "$work/mock.log" $edge mock --ports "$(IFS=,; echo "${mocks[*]}")" --first-token 5ms --tokens-per-second 100 --delay 5ms
wait_for "$work/mock.log" "${mocks[3]}"

free_port; data=$port
free_port; control=$port
mkdir "$work/resources"
deployments= routers= models=
for i in {0..3}; do
  deployments+="{ \"id\": \"served-$i\", \"servedModel\": \"served-$i\", \"endpoints\": [ { \"url\": \"http://127.0.0.1:${mocks[i]}\" } ] },"
done
for i in {0..63}; do
  routers+="{ \"id\": \"route-$i\", \"deployments\": [ \"served-$((i % 4))\" ] },"
  models+=",route-$i=served-$((i % 4))"
done
cat >"$work/edge.json" <<END
{
  "listen": { "data": "127.0.0.1:$data", "control": "127.0.0.1:$control" },
  "store": { "folder": "resources" },
  "deployments": [ $deployments ],
  "routers": [ $routers { "id": "chat", "deployments": [ "served-0", "served-1", "served-2", "served-3" ], "strategy": "evenLoad" } ],
}
END
start "$work/edge.log" $edge serve --config "$work/edge.json"
wait_for "$work/edge.log" "$control"

# Keys are made and revoked while Edge serves.
key() { $edge keys create "$1" --config "$work/edge.json" 2>/dev/null | tail -n 1; }
keys=$(key load-1),$(key load-2)
revoked=$(key left-1),$(key left-2)
for gone in left-1 left-2; do $edge keys revoke $gone --config "$work/edge.json" >/dev/null; done

result=0
dotnet "$(program Scenarios)" --target "http://127.0.0.1:$data/v1" --model chat --key "${keys%,*}" --keys "$keys" --revoked "$revoked" \
  --models "${models#,}" --control "http://127.0.0.1:$control/v1/accounts/default" --moves served-0=served-0,served-1=served-1 \
  --seconds "$seconds" --p99 "$p99" --nonces required --report "$report" "${only[@]}" | tee "$work/figures" | sed '$d' || result=$?

# Where there is a Chromium, the report must show its plots.
plots=unseen
if chromium=$(command -v chromium || command -v chromium-browser); then
  page=$(timeout 60 "$chromium" --headless --no-sandbox --disable-gpu --user-data-dir="$work/chromium" --dump-dom "file://$(realpath "$report")/scenarios.html" 2>/dev/null || true)
  plots=$(grep -o '<polyline[^>]*points="[0-9]' <<<"$page" | wc -l)
  ((plots > 0)) || { echo "Chromium shows no plots in $report/scenarios.html" >&2; result=1; }
fi
echo "Report: $report/scenarios.html"
echo "$(tail -n 1 "$work/figures") plots=$plots"
exit "$result"
