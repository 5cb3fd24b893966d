#!/usr/bin/env bash
# Publishes the program as it ships into a folder (default: out) and prints it: with its runtime, compiled ahead of time as one
# piece, so that it starts in half the time and needs no .NET installed (ARCHITECTURE.md, "Runtime settings").
set -euo pipefail
folder=$(realpath -m "${1:-out}")
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. build/prerequisites.sh
require_dotnet

case $(uname -m) in
  x86_64) runtime=linux-x64 instructions=x86-64-v3 ;;
  aarch64) runtime=linux-arm64 instructions=armv8.2-a ;;
  *) die "No published form for $(uname -m)." ;;
esac
# An artifacts folder of its own: the build of the sources keeps its state. On a processor without these instructions the
# runtime compiles everything itself, which starts slower and runs the same.
dotnet publish src/Edge/Edge.csproj -c Release -r $runtime --self-contained true \
  -p:PublishReadyToRun=true -p:PublishReadyToRunComposite=true "-p:PublishReadyToRunCrossgen2ExtraArgs=--instruction-set:$instructions" \
  --artifacts-path artifacts/publish -o "$folder" -v quiet --nologo -clp:NoSummary </dev/null >&2
echo "$folder"
