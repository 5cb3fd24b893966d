using System.Buffers;

namespace NATS.Client.Core.Protocol;

/// <summary>One command of the server, pointing into the buffer it was read from.</summary>
internal ref struct Frame
{
    /// <summary>Which command.</summary>
    internal FrameKind Kind;

    /// <summary>Of a message: the number of the subscription.</summary>
    internal int Sid;

    /// <summary>Of a message: where it was sent to.</summary>
    internal ReadOnlySpan<byte> Subject;

    /// <summary>Of a message: where answers should go; empty for nowhere.</summary>
    internal ReadOnlySpan<byte> ReplyTo;

    /// <summary>Of a message with header: the header, from its version to its empty line.</summary>
    internal ReadOnlySequence<byte> Headers;

    /// <summary>Of a message: the payload.</summary>
    internal ReadOnlySequence<byte> Payload;

    /// <summary>Of an information its JSON; of an error its text without the quotes.</summary>
    internal ReadOnlySpan<byte> Text;
}
