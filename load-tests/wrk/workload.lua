-- Sends one body again and again; each thread its own, so that two models are asked for at once.
-- Called by wrk as: wrk -s workload.lua URL -- X-ANSWER BODY-FILE [BODY-FILE]
-- Last line printed: requests, microseconds, bytes read, failed requests, p50 and p99 in microseconds.

local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init(args)
  local file = assert(io.open(args[2 + number % (#args - 1)], "rb"))
  wrk.method = "POST"
  wrk.path = "/v1/chat/completions"
  wrk.body = file:read("*a")
  wrk.headers["Content-Type"] = "application/json"
  wrk.headers["Authorization"] = "Bearer sk-mock-0123456789"
  wrk.headers["x-answer"] = args[1]
  file:close()
end

function done(summary, latency, requests)
  local e = summary.errors
  print(string.format("%d %d %d %d %d %d", summary.requests, summary.duration, summary.bytes,
    e.connect + e.read + e.write + e.status + e.timeout, latency:percentile(50), latency:percentile(99)))
end
