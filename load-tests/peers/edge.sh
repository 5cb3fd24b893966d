#!/usr/bin/env bash
# describe: Edge, as shipped
# warm: 25
# Called as: edge.sh PORT DIR m1=PORT,PORT m2=PORT …
# Listens on PORT and sends each model to the backends behind its ports. Runs what load-tests/prepare.sh published.
set -euo pipefail
port=$1 dir=$2
shift 2
program=$(dirname "${BASH_SOURCE[0]}")/../out/edge
[[ -x $program ]] || { echo "Not published yet: call load-tests/prepare.sh first." >&2; exit 1; }

join() { local IFS=,; echo "$*"; }

deployments=()
for group in "$@"; do
  endpoints=()
  for backend in $(tr , " " <<<"${group#*=}"); do
    endpoints+=("{\"url\":\"http://127.0.0.1:$backend\"}")
  done
  deployments+=("{\"id\":\"${group%%=*}\",\"endpoints\":[$(join "${endpoints[@]}")]}")
done
keys=()
for key in sk-mock sk-mock-0123456789; do
  hash=$(printf %s "$key" | sha256sum)
  keys+=("{\"name\":\"$key\",\"hash\":\"sha256:${hash%% *}\"}")
done
# Who may call without a key, if anybody.
anonymous=
[[ -z ${ANONYMOUS:-} ]] || anonymous="\"anonymous\": \"$ANONYMOUS\","
cat >"$dir/edge.json" <<JSON
{
  $anonymous
  "listen": {"data": "127.0.0.1:$port", "control": "127.0.0.1:0"},
  "deployments": [$(join "${deployments[@]}")],
  "keys": [$(join "${keys[@]}")]
}
JSON

# As many workers as the caller counts on, however many cores there are.
[[ -z ${WORKERS:-} ]] || export DOTNET_PROCESSOR_COUNT=$WORKERS
exec "$program" serve --config "$dir/edge.json"
