namespace NATS.Client.Core;

/// <summary>What happened to a connection, in words.</summary>
public class NatsEventArgs : EventArgs
{
    /// <summary>Makes one.</summary>
    /// <param name="message">What happened; for openings and losses the server's URL.</param>
    public NatsEventArgs(string message) => Message = message;

    /// <summary>What happened; for openings and losses the server's URL.</summary>
    public string Message { get; }
}
