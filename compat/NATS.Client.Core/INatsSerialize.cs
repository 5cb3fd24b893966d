using System.Buffers;

namespace NATS.Client.Core;

/// <summary>Writes payloads.</summary>
/// <typeparam name="T">What it writes.</typeparam>
public interface INatsSerialize<in T>
{
    /// <summary>Appends <paramref name="value"/>.</summary>
    /// <param name="bufferWriter">Where to.</param>
    /// <param name="value">What.</param>
    void Serialize(IBufferWriter<byte> bufferWriter, T value);
}
