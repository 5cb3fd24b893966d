namespace NATS.Client.Core.Tests.Servers;

/// <summary>Waits for conditions.</summary>
internal static class Until
{
    /// <summary>Far away: whoever waits so long waits for something that does not happen.</summary>
    internal static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <summary>Waits until <paramref name="condition"/> holds.</summary>
    internal static async Task Holds(Func<bool> condition)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        while (!condition())
            await Task.Delay(5, deadline.Token);
    }

    /// <summary>The next message, or none when the subscription has ended.</summary>
    internal static async Task<NatsMsg<T>?> NextAsync<T>(this INatsSub<T> sub)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        return await sub.Msgs.WaitToReadAsync(deadline.Token) && sub.Msgs.TryRead(out NatsMsg<T> msg) ? msg : null;
    }
}
