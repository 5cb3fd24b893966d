#!/usr/bin/env bash
# Called with the result files of test runs (TRX): prints "PASSED FAILED", summed over them. A run that executed nothing,
# did not come to its end (the test host crashed) or left no file counts as one failure.
set -euo pipefail

for file in "$@"; do
  [[ -f $file ]] || file=/dev/null
  awk '
    function attribute(element, name) {
      return match(element, " " name "=\"[^\"]*\"") ? substr(element, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : ""
    }
    match($0, /<Counters [^>]*>/) { counters = substr($0, RSTART, RLENGTH) }
    match($0, /<ResultSummary [^>]*>/) { outcome = attribute(substr($0, RSTART, RLENGTH), "outcome") }
    END {
      passed = attribute(counters, "passed") + 0
      failed = attribute(counters, "executed") - passed
      if (failed == 0 && (passed == 0 || outcome != "Completed")) failed = 1
      print passed, failed
    }' "$file"
done | awk '{ passed += $1; failed += $2 } END { print passed + 0, failed + 0 }'
