#!/usr/bin/env bash
# How long the source files are; fails when one of them has more than 400 lines.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

find src compat -name '*.cs' -not -path '*/obj/*' -not -path '*/bin/*' -exec awk 'END { print NR, FILENAME }' {} \; | sort -n | awk '
  { lines[NR] = $1; name[NR] = $2 }
  $1 > 400 { print "above 400 lines: " $2 " (" $1 ")"; bad = 1 }
  END {
    if (NR == 0) { print "no source files found"; exit 1 }
    printf "source files: %d, median %d lines, p90 %d, largest %d (%s)\n", \
      NR, lines[int((NR + 1) / 2)], lines[int((NR * 9 + 9) / 10)], lines[NR], name[NR]
    exit bad
  }'
