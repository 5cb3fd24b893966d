namespace Edge.LoadTests.Panels;

/// <summary>Callers of every kind, and an operator who changes things meanwhile.</summary>
internal static class Load
{
    private const string Chat = "chat/completions";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongPause = TimeSpan.FromMilliseconds(200);

    /// <summary>Runs it for so long; how many requests were answered with 200, whole.</summary>
    internal static async Task<long> RunAsync(Stand stand, TimeSpan time)
    {
        using var end = new CancellationTokenSource(time);
        var callers = new List<Caller>();
        foreach (int port in stand.Edges.Select(edge => edge.Port))
            callers.AddRange(Callers(port));
        try
        {
            await Task.WhenAll([.. callers.Select(caller => caller.RunAsync(end.Token)), Changes.RunAsync(stand, time, end.Token)]);
        }
        finally
        {
            foreach (Caller caller in callers)
                caller.Dispose();
        }
        return callers.Sum(caller => caller.Answered);
    }

    private static IEnumerable<Caller> Callers(int port)
    {
        // What goes well: whole and streamed, over a split and over even load, and the other calls there are.
        for (int i = 0; i < 2; i++)
        {
            yield return new Caller(port, Chat, Ask("chat", false), Pause);
            yield return new Caller(port, Chat, Ask("chat", true), Pause);
            yield return new Caller(port, Chat, Ask("even", false), Pause);
        }
        yield return new Caller(port, Chat, """{"model":"chat","stream":true,"stream_options":{"include_usage":true},"messages":[{"role":"user","content":"Hello"}]}""", Pause);
        yield return new Caller(port, "completions", """{"model":"blue","prompt":"Hello"}""", LongPause);
        yield return new Caller(port, "embeddings", """{"model":"blue","input":"Hello"}""", LongPause);
        yield return new Caller(port, "responses", """{"model":"blue","input":"Hello","stream":true}""", LongPause);
        yield return new Caller(port, "messages", """{"model":"blue","max_tokens":16,"messages":[{"role":"user","content":"Hello"}]}""", LongPause);
        yield return new Caller(port, Chat, Ask("patience", true), Pause);
        // The upstream's fault, limits, and the caller's own.
        yield return new Caller(port, Chat, Ask("fallible", false), Pause);
        yield return new Caller(port, Chat, Ask("nobody", false), LongPause);
        for (int i = 0; i < 5; i++)
            yield return new Caller(port, Chat, Ask("narrow", false), Pause);
        yield return new Caller(port, Chat, Ask("sleeper", false), LongPause);
        yield return new Caller(port, Chat, Ask("unknown", false), LongPause);
        yield return new Caller(port, Chat, "{\"model\":", LongPause);
        yield return new Caller(port, Chat, Ask("chat", false), LongPause) { Key = "sk-nobody-knows" };
        // Those that leave: before the first byte, and behind it.
        yield return new Caller(port, Chat, Ask("patience", true), LongPause) { LeavesAfter = TimeSpan.FromMilliseconds(100) };
        yield return new Caller(port, Chat, Ask("patience", true), LongPause) { LeavesAfter = TimeSpan.FromMilliseconds(900) };
    }

    private static string Ask(string model, bool isStreamed) =>
        $$"""{"model":"{{model}}","stream":{{(isStreamed ? "true" : "false")}},"messages":[{"role":"user","content":"Hello, how are you?"}]}""";
}
