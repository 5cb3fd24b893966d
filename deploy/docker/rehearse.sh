#!/usr/bin/env bash
# Does what the Dockerfile says without a container engine, in a folder that must not exist. Called by deploy/check.sh --image FOLDER.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. build/prerequisites.sh

folder=$(realpath -m "${1:?a folder}")
[[ ! -e $folder ]] || die "$folder exists already."
((EUID == 0)) || die "Needs root: the program is started as the image's user."
docker=deploy/docker
running=
trap '[[ -z $running ]] || kill -KILL "$running" 2>/dev/null || true' EXIT

# instruction NAME: the last line of it in the Dockerfile.
instruction() { sed -n "s/^$1 //p" $docker/Dockerfile | tail -n 1; }

# words JSON: an array of the Dockerfile, one word a line.
words() { grep -o '"[^"]*"' <<<"$1" | tr -d '"'; }

echo "Copying what the build sees" >&2
mkdir -p "$folder/source"
sed -n 's/^!//p' $docker/Dockerfile.dockerignore | while read -r kept; do
  mkdir -p "$folder/source/$(dirname "$kept")"
  cp -r "$kept" "$folder/source/$(dirname "$kept")/"
done
find "$folder/source" -type d \( -name bin -o -name obj \) -prune -exec rm -rf {} +

echo "Publishing" >&2
publish=$(sed -n 's/^RUN \(build\/publish.sh\) \/app$/\1/p' $docker/Dockerfile)
[[ -n $publish ]] || die "The Dockerfile does not publish with build/publish.sh into /app."
(cd "$folder/source" && nice "$publish" "$folder/app") >&2
rm -rf "$folder/source"

# The image's root: read-only but for the folder of its state.
mkdir -p "$folder/etc" "$folder/state"
cat >"$folder/etc/edge.json" <<'END'
{ "listen": { "data": "127.0.0.1:18080", "control": "127.0.0.1:8081" }, "store": { "nats": { "servers": ["nats://127.0.0.1:1"] }, "lastKnownGood": "/var/lib/edge/last-known-good" } }
END
user=$(instruction USER)
chown "$user" "$folder/state"
mapfile -t entry < <(words "$(instruction ENTRYPOINT)")
mapfile -t arguments < <(words "$(instruction CMD)")
mapfile -t health < <(words "$(sed -n 's/^HEALTHCHECK .*CMD //p' $docker/Dockerfile)")
mapfile -t settings < <(sed -n 's/^ENV //p' $docker/Dockerfile)

# as_image COMMAND …: with the image's paths, user and settings; nothing can be written but the state, no capability is left.
as_image() {
  exec unshare --mount --propagation private bash -c '
    set -euo pipefail
    folder=$1 user=$2
    shift 2
    mount -t tmpfs tmpfs /mnt
    mkdir /mnt/app /mnt/edge /mnt/etc
    for place in usr lib lib64 bin; do [[ ! -e /$place ]] || { mkdir -p /mnt/$place; mount --bind -o ro /$place /mnt/$place; }; done
    mount --bind "$folder/app" /mnt/app
    mkdir -p /mnt/etc/edge /mnt/etc/ssl /mnt/var/lib/edge /mnt/proc /mnt/dev /mnt/sys
    mount --bind "$folder/etc" /mnt/etc/edge
    mount --bind "$folder/state" /mnt/var/lib/edge
    [[ ! -d /etc/ssl ]] || mount --bind -o ro /etc/ssl /mnt/etc/ssl
    mount --rbind /proc /mnt/proc
    mount --rbind /dev /mnt/dev
    mount --rbind /sys /mnt/sys
    mount -o remount,bind,ro /mnt/app
    mount -o remount,bind,ro /mnt/etc/edge
    mount -o remount,ro /mnt
    cd /mnt
    exec chroot /mnt setpriv --reuid "${user%:*}" --regid "${user#*:}" --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all -- "$@"
  ' as_image "$folder" "$user" env -i -C "$(instruction WORKDIR)" "${settings[@]}" "$@"
}

echo "Starting: ${entry[*]} ${arguments[*]}" >&2
(as_image "${entry[@]}" "${arguments[@]}") >"$folder/log" 2>&1 &
running=$!

# check WANTED [TEXT]: the image's health check, until it says so, in these words. A program that does not listen yet is not healthy either.
check() {
  local _ code
  for _ in {1..100}; do
    code=0
    (as_image "${health[@]}") >"$folder/health" 2>&1 || code=$?
    if ((code == $1)) && [[ $(<"$folder/health") == *"${2:-}"* ]]; then
      return 0
    fi
    kill -0 "$running" 2>/dev/null || break
    sleep 0.1
  done
  cat "$folder/log" "$folder/health" >&2
  die "The health check does not say $1${2:+, $2}: $(cat "$folder/health")"
}
# Its store is not there, so it lives and is not ready.
check 1 "waiting for the store"
kill -TERM "$running"
wait "$running" || die "It ended with $?."

sed -i 's/"store": .*$/"deployments": [] }/' "$folder/etc/edge.json"
(as_image "${entry[@]}" "${arguments[@]}") >"$folder/log" 2>&1 &
running=$!
check 0
[[ $(ps -o user:10= -p "$running" | tr -d ' ') == "${user%:*}" || $(ps -o uid= -p "$running" | tr -d ' ') == "${user%:*}" ]] || die "It does not run as $user."
kill -TERM "$running"
wait "$running" || die "It ended with $?."
running=
size=$(du -sm "$folder/app" | cut -f 1)
echo "The image's program starts as $user under a root that cannot be written to, is healthy, and stops with 0. size_mib=$size"
