namespace NATS.Client.Core.Dispatch;

/// <summary>Calls the handlers of an event.</summary>
internal static class AsyncEvents
{
    /// <summary>Calls all handlers, one after the other.</summary>
    internal static async ValueTask InvokeAsync<TArgs>(this AsyncEventHandler<TArgs>? handlers, object sender, TArgs args)
    {
        foreach (AsyncEventHandler<TArgs> handler in Delegate.EnumerateInvocationList(handlers))
            await handler(sender, args).ConfigureAwait(false);
    }
}
