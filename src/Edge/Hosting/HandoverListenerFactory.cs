using System.Collections.Concurrent;
using System.Net;
using Edge.Transport;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Edge.Hosting;

/// <summary>
/// The way of a connection from a loop to Kestrel: what the loop received of it, and its descriptor. Kestrel listens on a
/// <see cref="HandoverEndPoint"/>; protocols, TLS, middleware, limits and graceful shutdown are those of that endpoint, and what
/// Kestrel knows of the connection is as if it had accepted it itself. Safe from any thread.
/// </summary>
/// <param name="options">The settings of Kestrel's own sockets, which hold for these as well.</param>
/// <param name="loggers">Where Kestrel's transport logs.</param>
internal sealed class HandoverListenerFactory(IOptions<SocketTransportOptions> options, ILoggerFactory loggers)
    : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    private readonly ConcurrentDictionary<string, HandoverListener> _listeners = new(StringComparer.Ordinal);

    /// <summary>Registers it beside Kestrel's sockets; behind <c>UseKestrelCore</c>, which adds those only where nothing is yet.</summary>
    internal static void AddTo(IServiceCollection services)
    {
        services.AddSingleton<HandoverListenerFactory>();
        services.AddSingleton<IConnectionListenerFactory>(provider => provider.GetRequiredService<HandoverListenerFactory>());
    }

    /// <inheritdoc/>
    public bool CanBind(EndPoint endpoint) => endpoint is HandoverEndPoint;

    /// <inheritdoc/>
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var given = (HandoverEndPoint)endpoint;
        var connections = new SocketConnectionContextFactory(
            KestrelSocketOptions.Of(options.Value), loggers.CreateLogger("Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets"));
        var listener = new HandoverListener(given, connections);
        if (_listeners.TryAdd(given.Name, listener))
            return ValueTask.FromResult<IConnectionListener>(listener);
        connections.Dispose();
        throw new AddressInUseException($"Somebody listens on {given} already.");
    }

    /// <summary>
    /// Gives a connection away; never blocks. The descriptor was taken off its loop before (<see cref="EventLoop.Remove"/>): in two
    /// epolls, both would be told of what comes. Kestrel reads <paramref name="prefix"/> first, which is copied, then what the
    /// socket brings. Where nobody listens, or no more, the descriptor is closed. <paramref name="gate"/> is left when that
    /// happens, or when Kestrel's side of the connection has received its end.
    /// </summary>
    internal void Give(string name, int descriptor, ReadOnlySpan<byte> prefix, ConnectionGate? gate = null)
    {
        var connection = new GivenConnection(descriptor, prefix.ToArray(), gate);
        if (!_listeners.TryGetValue(name, out HandoverListener? listener) || !listener.TryGive(connection))
            connection.Refuse();
    }
}
