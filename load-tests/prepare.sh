#!/usr/bin/env bash
# Publishes the program as it ships (Release, ReadyToRun, needs the installed runtime) into load-tests/out and prints the folder.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. build/prerequisites.sh
require_dotnet

case $(uname -m) in
  x86_64) runtime=linux-x64 ;;
  aarch64) runtime=linux-arm64 ;;
  *) die "No published form for $(uname -m)." ;;
esac
# An artifacts folder of its own: the build of the sources next door keeps its state.
dotnet publish src/Edge/Edge.csproj -c Release -r $runtime --self-contained false -p:PublishReadyToRun=true \
  --artifacts-path artifacts/load-tests -o load-tests/out -v quiet --nologo -clp:NoSummary </dev/null >&2
echo "$PWD/load-tests/out"
