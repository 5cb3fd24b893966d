using Microsoft.Extensions.Hosting.Systemd;

namespace Edge.Cli;

/// <summary>Tells systemd how far this process is, where it asks for that (<c>Type=notify</c>); elsewhere does nothing.</summary>
internal static class ServiceManager
{
    /// <summary>Callers are served.</summary>
    internal static void Ready() => Notify(static () => ServiceState.Ready);

    /// <summary>The process is about to stop; it may take a while.</summary>
    internal static void Stopping() => Notify(static () => ServiceState.Stopping);

    private static void Notify(Func<ServiceState> state)
    {
        // Looked at here, so that nothing is loaded where nobody asks.
        if (Environment.GetEnvironmentVariable("NOTIFY_SOCKET") is not null)
            new SystemdNotifier().Notify(state());
    }
}
