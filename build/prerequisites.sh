# Sourced by ./run and ./test: what they need from the machine, and how to get it.

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE=1
export MSBUILDDISABLENODEREUSE=1 # no build process outlives the script

die() {
  printf '%s\n' "$@" >&2
  exit 1
}

# Fails unless an SDK that global.json accepts is on the path.
require_dotnet() {
  command -v dotnet >/dev/null || die \
    "The .NET 10 SDK is missing: there is no 'dotnet' on the path." \
    "Get it from https://dotnet.microsoft.com/download/dotnet/10.0 or from your distribution (dotnet-sdk-10.0)."
  local version
  version=$(dotnet --version 2>/dev/null) && [[ $version == 10.* ]] || die \
    "The .NET 10 SDK is missing: 'dotnet' is there, but no SDK that global.json accepts." \
    "Installed: $(dotnet --list-sdks 2>/dev/null | cut -d' ' -f1 | paste -sd' ' | grep . || echo none)" \
    "Get it from https://dotnet.microsoft.com/download/dotnet/10.0 or from your distribution (dotnet-sdk-10.0)."
}

# Installs Node.js and npm from the distribution when one of them is missing.
require_node() {
  local packages=()
  command -v node >/dev/null || packages+=(nodejs)
  command -v npm >/dev/null || packages+=(npm)
  if ((${#packages[@]})); then
    command -v apt-get >/dev/null || die "Missing: ${packages[*]}. Get Node.js 18 or newer with npm from https://nodejs.org/."
    apt update -qq
    apt install -y -qq --no-install-recommends "${packages[@]}"
  fi
  (($(node -p 'process.versions.node.split(".")[0]') >= 18)) || die \
    "Node.js $(node --version) is too old for the clients that the tests use: 18 or newer is needed (https://nodejs.org/)."
}

# Installs nats-server from the distribution when it is missing.
require_nats_server() {
  PATH=$PATH:/usr/sbin command -v nats-server >/dev/null && return 0
  command -v apt-get >/dev/null || die "Missing: nats-server. Get it from https://nats.io/download/ (2.9 or newer)."
  install_without_service nats-server
}

# Installs Prometheus, with promtool, from the distribution when one of them is missing.
require_prometheus() {
  command -v prometheus >/dev/null && command -v promtool >/dev/null && return 0
  command -v apt-get >/dev/null || die "Missing: prometheus with promtool. Get it from https://prometheus.io/download/ (2.40 or newer)."
  install_without_service prometheus
}

# Installs a package without starting the service that comes with it.
install_without_service() {
  local policy=/usr/sbin/policy-rc.d ours= result=0
  [[ -e $policy ]] || { ours=1; printf '#!/bin/sh\nexit 101\n' | root install -m 755 /dev/stdin $policy; }
  { apt update -qq && apt install -y -qq --no-install-recommends "$1"; } || result=$?
  [[ -z $ours ]] || root rm -f $policy
  ((result == 0)) || die "Could not install $1."
}

# Installs strace from the distribution when it is missing: a test looks at the order of system calls.
require_strace() {
  command -v strace >/dev/null && return 0
  command -v apt-get >/dev/null || die "Missing: strace."
  apt update -qq
  apt install -y -qq --no-install-recommends strace
}

# Installs Chromium from the distribution when it is missing: the console is looked at in a real browser.
require_chromium() {
  command -v chromium >/dev/null && return 0
  command -v apt-get >/dev/null || die "Missing: chromium."
  apt update -qq
  apt install -y -qq --no-install-recommends chromium
}

root() {
  if ((EUID == 0)); then "$@"; else sudo "$@"; fi
}

apt() {
  local as_root=()
  ((EUID == 0)) || as_root=(sudo)
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get "$@" </dev/null >/dev/null
}
