#!/usr/bin/env bash
# describe: nginx with Lua: reads the body, decodes it with cjson, picks the upstream by model
# warm: 1
# routes: yes
# Called as: nginx-lua.sh PORT DIR m1=PORT,PORT m2=PORT …
# Listens on PORT and sends each model to the backends behind its ports. Wants Debian's libnginx-mod-http-lua and lua-cjson.
set -euo pipefail
port=$1 dir=$2
shift 2

{
  cat <<CONF
load_module /usr/lib/nginx/modules/ndk_http_module.so;
load_module /usr/lib/nginx/modules/ngx_http_lua_module.so;
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
  # Bodies stay in memory: one in a file would have to be read back.
  client_body_buffer_size 2m;
  init_by_lua_block { cjson = require "cjson.safe" }
CONF
  for group in "$@"; do
    echo "  upstream ${group%%=*} {"
    echo "    keepalive 256; keepalive_requests 1000000000;"
    for backend in $(tr , " " <<<"${group#*=}"); do echo "    server 127.0.0.1:$backend;"; done
    echo "  }"
  done
  cat <<CONF
  server {
    listen 127.0.0.1:$port;
    location / {
      set \$target "";
      access_by_lua_block {
        ngx.req.read_body()
        local body = cjson.decode(ngx.req.get_body_data() or "")
        local model = type(body) == "table" and body.model
        if not ({$(for group in "$@"; do printf '["%s"] = true, ' "${group%%=*}"; done)})[model] then return ngx.exit(404) end
        ngx.var.target = model
      }
      proxy_pass http://\$target;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_buffering off;
      proxy_buffer_size 64k; # what it reads of an answer at once; the default of 4k makes large ones slow
      proxy_buffers 8 64k; # unused, but must not be smaller
    }
  }
}
CONF
} >"$dir/nginx.conf"
exec nginx -e stderr -p "$dir" -c "$dir/nginx.conf"
