#!/usr/bin/env bash
# describe: HAProxy: waits for the body, finds the model with json_query, picks the backend by a map
# warm: 1
# routes: yes
# Called as: haproxy.sh PORT DIR m1=PORT,PORT m2=PORT …
# Listens on PORT and sends each model to the backends behind its ports.
set -euo pipefail
port=$1 dir=$2
shift 2

# What it looks at must lie in one buffer, whose default is 16 KiB; large answers go through it faster in larger pieces.
buffer=$((${BODY_BYTES:-1100000} + 16384))
((buffer >= 65536 || ${ANSWER_BYTES:-0} <= 16384)) || buffer=65536

for group in "$@"; do echo "${group%%=*} ${group%%=*}"; done >"$dir/models.map"
{
  cat <<CONF
global
  nbthread ${WORKERS:-1}
  maxconn 2048
  tune.bufsize $buffer
defaults
  mode http
  timeout connect 5s
  timeout client 5m
  timeout server 5m
  option http-no-delay
  option http-buffer-request
  http-reuse always
frontend door
  bind 127.0.0.1:$port
  http-request set-var(txn.model) req.body,json_query('\$.model')
  http-request return status 404 unless { var(txn.model),map($dir/models.map) -m found }
  use_backend %[var(txn.model),map($dir/models.map)]
CONF
  for group in "$@"; do
    echo "backend ${group%%=*}"
    echo "  balance leastconn"
    number=0
    for backend in $(tr , " " <<<"${group#*=}"); do echo "  server s$((number += 1)) 127.0.0.1:$backend"; done
  done
} >"$dir/haproxy.cfg"
exec haproxy -db -f "$dir/haproxy.cfg"
