# Sourced by the scripts next door, from the root of the checkout: what they share.

. build/prerequisites.sh

here=$PWD/load-tests
work=   # scratch folder of this run, made by begin
groups=() # process groups that this run has started

# Makes the scratch folder, and sees to it that nothing outlives the script.
begin() {
  work=$(mktemp -d)
  trap 'finish $?' EXIT
  trap 'exit 130' INT TERM
  ulimit -n "$(ulimit -Hn)"
}

finish() {
  local group
  for group in "${groups[@]}"; do kill -TERM -- "-$group" 2>/dev/null || true; done
  for group in "${groups[@]}"; do
    for _ in {1..50}; do kill -0 -- "-$group" 2>/dev/null || break; sleep 0.1; done
    kill -KILL -- "-$group" 2>/dev/null || true
  done
  rm -rf "$work"
  exit "$1"
}

# require_packages COMMAND=PACKAGE …: installs the Debian packages whose command (or file) is missing, without starting what they bring.
require_packages() {
  local pair missing=()
  for pair in "$@"; do
    command -v "${pair%%=*}" >/dev/null || [[ -e ${pair%%=*} ]] || missing+=("${pair#*=}")
  done
  ((${#missing[@]})) || return 0
  command -v apt-get >/dev/null || die "Missing: ${missing[*]} (Debian's names)."
  local as_root=() policy=/usr/sbin/policy-rc.d ours=
  ((EUID == 0)) || as_root=(sudo)
  # Servers are to be started by these scripts alone.
  [[ -e $policy ]] || { ours=1; printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" install -m 755 /dev/stdin $policy; }
  local result=0
  { apt update -qq && apt install -y -qq --no-install-recommends "${missing[@]}"; } || result=$?
  [[ -z $ours ]] || "${as_root[@]}" rm -f $policy
  ((result == 0)) || die "Could not install: ${missing[*]}"
}

# publish PROJECT …: builds programs of this folder as they are measured, into artifacts/load-tests/PROJECT.
publish() {
  local project
  for project in "$@"; do
    dotnet publish "load-tests/$project/$project.csproj" -c Release --artifacts-path artifacts/load-tests \
      -o "artifacts/load-tests/$project" -v quiet --nologo -clp:NoSummary </dev/null >&2
  done
}

# The dll of a published program.
program() { echo "$PWD/artifacts/load-tests/$1/${1,,}.dll"; }

# A port that nobody listens on, below the range the kernel hands out; each call gives another one.
next_port=$((20000 + RANDOM % 8000))
free_port() {
  while next_port=$((next_port + 1)); (exec 3<>"/dev/tcp/127.0.0.1/$next_port") 2>/dev/null; do :; done
  port=$next_port
}

# start LOG COMMAND …: starts a process group of its own; its id is in $started.
start() {
  local log=$1
  shift
  setsid "$@" </dev/null >"$log" 2>&1 &
  started=$!
  groups+=("$started")
}

# wait_for LOG PORT: until somebody accepts there; shows the log when nobody does.
wait_for() {
  local _
  for _ in {1..300}; do
    if (exec 3<>"/dev/tcp/127.0.0.1/$2") 2>/dev/null; then return 0; fi
    kill -0 "$started" 2>/dev/null || break
    sleep 0.1
  done
  cat "$1" >&2
  die "Nothing listens on port $2."
}
