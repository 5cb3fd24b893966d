using System.Diagnostics;
using System.Net;

namespace Shared.Hostile;

/// <summary>Puts cases to one proxy before one backend, one at a time, and says what was seen.</summary>
/// <param name="proxy">Where the proxy listens.</param>
/// <param name="backend">The only backend it has.</param>
/// <param name="patience">How long its silence is borne; then it is taken for waiting.</param>
internal sealed class HostileRun(IPEndPoint proxy, RecordingBackend backend, TimeSpan patience)
{
    /// <summary>The caller of the hostile call, where it says who it is.</summary>
    internal const string First = "first";

    /// <summary>Who calls behind it on the same connection.</summary>
    internal const string Probe = "probe";

    /// <summary>Who calls behind that on another connection.</summary>
    internal const string Next = "next";

    // A proxy that reads the whole request before it acts shows nothing in between.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>What the backend answers to a caller when nothing is wrong.</summary>
    internal static string AnswerTo(string caller) => $"HTTP/1.1 200 OK\r\nContent-Length: {BodyFor(caller).Length}\r\n\r\n{BodyFor(caller)}";

    /// <summary>The body of that.</summary>
    internal static string BodyFor(string caller) => "for " + caller;

    /// <summary>Puts <paramref name="hostile"/> to the proxy. <paramref name="settle"/> waits until it has nothing under way.</summary>
    internal async Task<Observation> RunAsync(HostileCase hostile, Func<Task>? settle = null)
    {
        backend.Begin(hostile);
        using HostileCaller caller = await HostileCaller.ConnectAsync(proxy, patience);
        if (hostile.IsAnswer)
            await AskAsync(caller, hostile);
        else
            await ThrowAsync(caller, hostile);
        caller.Dispose();
        if (settle is not null)
            await settle();
        using HostileCaller next = await HostileCaller.ConnectAsync(proxy, patience);
        await next.TrySendAsync(HostileText.Call(Next));
        await next.ReadAsync(answers: 1);
        return new Observation(caller.Answers, caller.Ended, next.Answers.Count == 0 ? null : next.Answers[0], backend.Requests);
    }

    /// <summary>Sends a hostile request, another call and an end of everything behind it, and reads until the connection ends.</summary>
    private async Task ThrowAsync(HostileCaller caller, HostileCase hostile)
    {
        // What is only not to be forwarded may rightly wait for more: what follows would be part of it.
        bool isWatched = hostile.Held != Held.NotForwarded;
        string behind = isWatched ? HostileText.Call(Probe) + HostileText.End : "";
        Task sending = SendAsync(caller, [.. hostile.Sent[..^1], hostile.Sent[^1] + behind]);
        await caller.ReadAsync(isWatched ? int.MaxValue : 1);
        caller.Dispose();
        await sending;
    }

    private async Task SendAsync(HostileCaller caller, string[] pieces)
    {
        for (int i = 0; i < pieces.Length; i++)
        {
            (long received, long answered) = (backend.Received, caller.Received);
            if (!await caller.TrySendAsync(pieces[i]))
                return;
            var watch = Stopwatch.StartNew();
            while (i < pieces.Length - 1 && backend.Received == received && caller.Received == answered && watch.Elapsed < Pause)
                await Task.Delay(1);
        }
    }

    /// <summary>Sends a call whose answer is hostile, and behind that another one on the same connection.</summary>
    private async Task AskAsync(HostileCaller caller, HostileCase hostile)
    {
        foreach (string piece in hostile.Sent.DefaultIfEmpty(HostileText.Call(First)))
            await caller.TrySendAsync(piece);
        await caller.ReadAsync(answers: 1);
        if (hostile.Unasked is { } unasked)
            await backend.SendUnaskedAsync(unasked);
        if (!caller.Ended && await caller.TrySendAsync(HostileText.Call(Probe)))
            await caller.ReadAsync(answers: 2);
    }
}
