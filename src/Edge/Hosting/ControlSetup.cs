using System.Net;
using ConfigSync.Resources;
using ConfigSync.Sync;
using Edge.Control.Api;
using Edge.Control.Console;

namespace Edge.Hosting;

/// <summary>Puts the control API together.</summary>
internal static class ControlSetup
{
    /// <summary>The control API of a server.</summary>
    /// <param name="listen">Where it listens.</param>
    /// <param name="routing">What it serves.</param>
    /// <param name="link">The store; null for none.</param>
    /// <param name="place">What documents are read with.</param>
    /// <param name="keySecret">What hashes of keys are made under; null where it is not set.</param>
    /// <param name="time">The clock.</param>
    internal static ControlApi Create(
        ListenConfig listen, RoutingState routing, StoreLink? link, DocumentPlace place, byte[]? keySecret, TimeProvider time)
    {
        var desk = new ResourceDesk(routing, () => link?.Follower.Store, place, time);
        var explain = new ExplainCalls(desk);
        return new ControlApi(Access(listen, routing), new Dictionary<string, IControlCollection>
        {
            [""] = explain.Operations,
            ["routers"] = new RouterCalls(desk, explain).Operations,
            ["deployments"] = new DeploymentCalls(desk).Operations,
            ["keys"] = new KeyCalls(desk, keySecret).Operations,
        });
    }

    /// <summary>The console of a server.</summary>
    /// <param name="listen">Where it listens.</param>
    /// <param name="routing">What it serves.</param>
    /// <param name="live">What the console looks at.</param>
    /// <param name="time">The clock.</param>
    internal static LiveConsole CreateConsole(ListenConfig listen, RoutingState routing, ILiveView live, TimeProvider time) => new(Access(listen, routing), live, time);

    private static ControlAccess Access(ListenConfig listen, RoutingState routing) => new(routing.Snapshots, IPAddress.IsLoopback(listen.Control.Address));
}
