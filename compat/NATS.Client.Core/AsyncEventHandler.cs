namespace NATS.Client.Core;

/// <summary>Handles an event of a connection. Handlers are awaited one after the other, off the connection's own loops.</summary>
/// <param name="sender">The connection.</param>
/// <param name="args">What happened.</param>
public delegate ValueTask AsyncEventHandler(object? sender, EventArgs args);

/// <summary>Handles an event of a connection. Handlers are awaited one after the other, off the connection's own loops; what they throw is logged.</summary>
/// <typeparam name="TEventArgs">What the event tells.</typeparam>
/// <param name="sender">The connection.</param>
/// <param name="args">What happened.</param>
public delegate ValueTask AsyncEventHandler<in TEventArgs>(object? sender, TEventArgs args);
