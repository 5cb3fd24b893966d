# Reads one line per measurement:
#   workload round peer cpu-ticks requests microseconds bytes failed p50 p99 bytes-of-the-right-answer
# and prints a table of medians per workload, then one line: Edge's CPU time per request in parts of each peer's, the median of
# what the rounds say, and the failures. Exits with 1 when a request failed or answers were short.

{
  key = $1 SUBSEP $3
  if (!($1 in seen)) { workloads[++kinds] = $1; seen[$1] = 1 }
  n[key]++
  at = key SUBSEP $2
  # All streams begin together and last as long: whether the last ones end within the run is chance, so they count by their bytes.
  count = $1 == "stream" ? $7 / $11 : $5
  cpu[at] = count ? $4 * 10000 / count : 0
  put("cpu", key, cpu[at])
  put("rate", key, count * 1e6 / $6)
  put("busy", key, $4 * 1e6 / $6)
  put("p50", key, $9 / 1000)
  put("p99", key, $10 / 1000)
  # What the last requests of a run had not yet got is not counted as a request.
  short = $7 < $5 * $11
  bad[key] += $8 + ($5 == 0) + short
  failures += $8 + ($5 == 0) + short
  rounds[$2] = 1
}

function put(what, key, value) { values[what, key, n[key]] = value }

function median(what, key,    i, j, m, v, sorted) {
  m = n[key]
  for (i = 1; i <= m; i++) {
    v = values[what, key, i]
    for (j = i - 1; j > 0 && sorted[j] > v; j--) sorted[j + 1] = sorted[j]
    sorted[j + 1] = v
  }
  return m % 2 ? sorted[(m + 1) / 2] : (sorted[m / 2] + sorted[m / 2 + 1]) / 2
}

# Edge's CPU time per request divided by the peer's, round by round, of these the median; 0 when one of them was not measured.
function ratio(workload, peer,    r, key, a, b) {
  key = "ratio" SUBSEP workload SUBSEP peer
  n[key] = 0
  for (r in rounds) {
    a = workload SUBSEP "edge" SUBSEP r
    b = workload SUBSEP peer SUBSEP r
    if ((a in cpu) && (b in cpu) && cpu[b] > 0) { n[key]++; put("ratio", key, cpu[a] / cpu[b]) }
  }
  return n[key] ? median("ratio", key) : 0
}

END {
  peers = split(order, peer, " ")
  for (w = 1; w <= kinds; w++) {
    printf "\n%-8s %-10s %10s %14s %12s %7s %9s %9s %7s\n", "workload", "peer", "requests/s", "CPU us/request", "edge / peer", "CPU %",
      "p50 ms", "p99 ms", "failed"
    line = line " " workloads[w] ":"
    for (p = 1; p <= peers; p++) {
      key = workloads[w] SUBSEP peer[p]
      r = ratio(workloads[w], peer[p])
      printf "%-8s %-10s %10.0f %14.1f %12.2f %7.0f %9.2f %9.2f %7d\n", workloads[w], peer[p], median("rate", key),
        median("cpu", key), r, median("busy", key), median("p50", key), median("p99", key), bad[key]
      if (peer[p] != "edge") line = line sprintf("%s%s=%.2f", line ~ /:$/ ? "" : ",", peer[p], r)
    }
  }
  printf "\ncpu_edge_to_peer%s failures=%d\n", line, failures
  exit failures > 0
}
