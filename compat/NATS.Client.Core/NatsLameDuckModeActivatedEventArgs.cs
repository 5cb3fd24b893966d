namespace NATS.Client.Core;

/// <summary>The server is about to stop.</summary>
public class NatsLameDuckModeActivatedEventArgs : NatsEventArgs
{
    /// <summary>Makes one.</summary>
    /// <param name="uri">The server.</param>
    public NatsLameDuckModeActivatedEventArgs(Uri uri)
        : base("The server is about to stop") => Uri = uri;

    /// <summary>The server.</summary>
    public Uri Uri { get; }
}
