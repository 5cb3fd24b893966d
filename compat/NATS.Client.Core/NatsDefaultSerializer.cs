namespace NATS.Client.Core;

/// <summary>Who writes and reads a type when nobody says otherwise.</summary>
/// <typeparam name="T">The type.</typeparam>
public static class NatsDefaultSerializer<T>
{
    /// <summary>Bytes as they are, then text.</summary>
    public static readonly INatsSerializer<T> Default = NatsRawSerializer<T>.Default;
}
