#!/usr/bin/env bash
# Writes docs/configuration.md from schemas/edge.schema.json.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. build/prerequisites.sh
require_dotnet

touch docs/configuration.md
EDGE_REFERENCE=$PWD/docs/configuration.md dotnet test tests/ConfigSync.Tests -c Release --nologo -v quiet --filter FullyQualifiedName~SchemaReferenceTests </dev/null
