using System.Net;

namespace Edge.Cli;

/// <summary>What the demo says once it serves.</summary>
internal static class DemoText
{
    internal static void Print(string baseUrl, IPEndPoint control) => Console.WriteLine(
        $$"""

        Edge is up, before two simulated deployments (small: 3 replicas, large: 2) and a router over both; simulated callers keep it busy (--callers).

          base URL   {{baseUrl}}      any OpenAI SDK works; no key is needed here
          models     chat (the router, also as gpt-4o-mini), small, large
          console    http://{{control}}/console      what it does, live
          metrics    http://{{control}}/metrics

        Try:

          curl {{baseUrl}}/models

          curl {{baseUrl}}/chat/completions -H 'Content-Type: application/json' \
            -d '{"model":"chat","messages":[{"role":"user","content":"Hello"}]}'

          curl -N {{baseUrl}}/chat/completions -H 'Content-Type: application/json' \
            -d '{"model":"gpt-4o-mini","stream":true,"messages":[{"role":"user","content":"Hello"}]}'

        Ctrl-C ends it.

        """);
}
