using System.Text;
using NATS.Client.Core.Protocol;

namespace NATS.Client.Core.Wire;

/// <summary>Header and payload of a message on its way into the queue. They are written here first, so that the code of a serializer never runs while others wait, and so that their sizes are known.</summary>
internal sealed class OutgoingMessage
{
    // Most messages are smaller; the buffer of one that is not goes with it.
    private const int Keep = 64 * 1024;

    [ThreadStatic]
    private static OutgoingMessage? _spare;

    private readonly ByteBuffer _body = new();

    /// <summary>Bytes of the header.</summary>
    internal int HeaderLength { get; private set; }

    /// <summary>Header and payload.</summary>
    internal ReadOnlySpan<byte> Body => _body.WrittenSpan;

    /// <summary>One to fill; the thread's own unless that is in use.</summary>
    internal static OutgoingMessage Rent()
    {
        OutgoingMessage message = _spare ?? new OutgoingMessage();
        _spare = null;
        return message;
    }

    /// <summary>Gives it back.</summary>
    internal void Return()
    {
        HeaderLength = 0;
        _body.Clear(Keep);
        _spare = this;
    }

    /// <summary>Writes header and payload.</summary>
    /// <exception cref="NatsException">The header would break the format. Serializers throw what they like.</exception>
    internal void Fill<T>(T? data, NatsHeaders? headers, Encoding encoding, INatsSerialize<T> serializer)
    {
        if (headers is not null)
        {
            HeaderWriter.Write(_body, headers, encoding);
            HeaderLength = _body.Length;
        }
        if (data is not null)
            serializer.Serialize(_body, data);
    }
}
