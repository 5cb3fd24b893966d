using System.Buffers;

namespace NATS.Client.Core;

/// <summary>Reads payloads.</summary>
/// <typeparam name="T">What it reads.</typeparam>
public interface INatsDeserialize<out T>
{
    /// <summary>The value of a payload. The buffer is only valid during the call.</summary>
    /// <param name="buffer">The whole payload.</param>
    T? Deserialize(in ReadOnlySequence<byte> buffer);
}
