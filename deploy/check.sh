#!/usr/bin/env bash
# Checks what is in this folder with the tools that are there; the tests call it. With --image FOLDER it also does what the Dockerfile says, without a
# container engine: publishes from the files that the image's build sees, starts the program as the image does (its user, nothing to write to but its
# folder), asks its health check, and stops it. That takes minutes and needs root.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. build/prerequisites.sh

image=
case ${1:-} in
  '') ;;
  --image) image=${2:-} ; [[ -n $image ]] || die "check.sh [--image FOLDER]" ;;
  *) die "check.sh [--image FOLDER]" ;;
esac

# step NAME COMMAND …: shows what a command printed where it fails.
step() {
  local name=$1 log
  shift
  if log=$("$@" 2>&1 </dev/null); then echo "$name: good"; else printf '%s\n' "$log" >&2; die "$name: failed"; fi
}

# optional COMMAND: whether it is there; says so where it is not.
optional() { command -v "$1" >/dev/null || { echo "$1: not there, left out"; return 1; }; }

command -v promtool >/dev/null || die "Missing: promtool, of the package prometheus."
step "prometheus configuration and rules" promtool check config deploy/prometheus/prometheus.yml
step "alerts" promtool test rules deploy/prometheus/tests/*.yml
for script in deploy/*.sh deploy/*/*.sh; do step "$script" bash -n "$script"; done

if optional systemd-analyze; then
  # Below 2 of 10: what is left is the network, which is what it is for.
  step "systemd unit" systemd-analyze security --offline=true --threshold=20 --no-pager deploy/systemd/edge.service
fi
if PATH=$PATH:/usr/sbin optional nats-server; then
  step "nats.conf" env PATH="$PATH:/usr/sbin" nats-server -t -c deploy/docker/nats/nats.conf
fi
if optional kubectl && kubectl kustomize --help >/dev/null 2>&1; then
  for folder in deploy/kubernetes/base deploy/kubernetes/overlays/*; do step "$folder" kubectl kustomize "$folder"; done
fi
if optional docker && docker compose version >/dev/null 2>&1; then
  step "compose.yaml" docker compose -f deploy/docker/compose.yaml config --quiet
fi

[[ -n $image ]] || exit 0
exec deploy/docker/rehearse.sh "$image"
