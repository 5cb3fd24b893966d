#!/usr/bin/env bash
# describe: nginx, proxy_pass to all backends alike: it does not look at the model
# warm: 1
# routes: no
# Called as: nginx.sh PORT DIR any=PORT,PORT …
# Listens on PORT and sends every request to one of the backends.
set -euo pipefail
port=$1 dir=$2
shift 2

{
  cat <<CONF
daemon off;
pid $dir/nginx.pid;
error_log stderr warn;
worker_processes ${WORKERS:-1};
worker_rlimit_nofile $(ulimit -n);
events { worker_connections 8192; }
http {
  access_log off;
  client_body_temp_path $dir/bodies;
  proxy_temp_path $dir/answers;
  fastcgi_temp_path $dir/unused; uwsgi_temp_path $dir/unused; scgi_temp_path $dir/unused;
  tcp_nodelay on;
  keepalive_requests 1000000000;
  client_max_body_size 64m;
  upstream all {
    keepalive 256;
    keepalive_requests 1000000000;
CONF
  for group in "$@"; do
    for backend in $(tr , " " <<<"${group#*=}"); do echo "    server 127.0.0.1:$backend;"; done
  done
  cat <<CONF
  }
  server {
    listen 127.0.0.1:$port;
    location / {
      proxy_pass http://all;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_buffering off;
      proxy_buffer_size 64k; # what it reads of an answer at once; the default of 4k makes large ones slow
      proxy_buffers 8 64k; # unused, but must not be smaller
      proxy_request_buffering off;
      client_body_buffer_size 128k; # what it reads of a body at once
    }
  }
}
CONF
} >"$dir/nginx.conf"
exec nginx -e stderr -p "$dir" -c "$dir/nginx.conf"
