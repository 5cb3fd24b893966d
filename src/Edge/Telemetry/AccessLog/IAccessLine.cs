using System.Buffers;
using Edge.Telemetry.Records;

namespace Edge.Telemetry.AccessLog;

/// <summary>Writes requests as lines. One thread at a time.</summary>
internal interface IAccessLine
{
    /// <summary>What stands at the beginning of a log; empty for nothing.</summary>
    ReadOnlyMemory<byte> Head { get; }

    /// <summary>Writes one request, with its line end.</summary>
    void Write(IBufferWriter<byte> output, in RequestRecord record);
}
