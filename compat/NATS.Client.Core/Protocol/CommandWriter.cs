using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace NATS.Client.Core.Protocol;

/// <summary>
/// Writes what we send (https://docs.nats.io/reference/reference-protocols/nats-protocol):
/// <code>
/// CONNECT {json}␍␊   PING␍␊   PONG␍␊
/// SUB subject [group] sid␍␊   UNSUB sid [#max]␍␊
/// PUB subject [reply-to] #bytes␍␊payload␍␊
/// HPUB subject [reply-to] #header #total␍␊header payload␍␊
/// </code>
/// Arguments have been checked by <see cref="SubjectRules"/>.
/// </summary>
internal static class CommandWriter
{
    // "HPUB ", two numbers, blanks and two line ends.
    private const int PublishOverhead = 48;

    /// <summary>Says who we are.</summary>
    internal static void Connect(IBufferWriter<byte> target, ConnectCommand command)
    {
        target.Write("CONNECT "u8);
        target.Write(JsonSerializer.SerializeToUtf8Bytes(command, ProtocolJson.Default.ConnectCommand));
        target.Write("\r\n"u8);
    }

    /// <summary>Asks for a pong.</summary>
    internal static void Ping(IBufferWriter<byte> target) => target.Write("PING\r\n"u8);

    /// <summary>Answers a ping.</summary>
    internal static void Pong(IBufferWriter<byte> target) => target.Write("PONG\r\n"u8);

    /// <summary>Subscribes; ends after <paramref name="max"/> messages if there is such a number.</summary>
    internal static void Subscribe(IBufferWriter<byte> target, string subject, string? queueGroup, int sid, int? max)
    {
        target.Write("SUB "u8);
        Encoding.UTF8.GetBytes(subject, target);
        if (queueGroup is not null)
        {
            target.Write(" "u8);
            Encoding.UTF8.GetBytes(queueGroup, target);
        }
        Number(target, sid);
        target.Write("\r\n"u8);
        if (max is { } left)
            Unsubscribe(target, sid, left);
    }

    /// <summary>Unsubscribes, at once or after <paramref name="max"/> more messages.</summary>
    internal static void Unsubscribe(IBufferWriter<byte> target, int sid, int? max)
    {
        target.Write("UNSUB"u8);
        Number(target, sid);
        if (max is { } left)
            Number(target, left);
        target.Write("\r\n"u8);
    }

    /// <summary>The most bytes that <see cref="Publish"/> appends.</summary>
    internal static int MeasurePublish(string subject, string? replyTo, int bodyLength) =>
        PublishOverhead + Encoding.UTF8.GetMaxByteCount(subject.Length) + Encoding.UTF8.GetMaxByteCount(replyTo?.Length ?? 0) + bodyLength;

    /// <summary>Publishes.</summary>
    /// <param name="target">Room for all of it, see <see cref="MeasurePublish"/>.</param>
    /// <param name="subject">Where to.</param>
    /// <param name="replyTo">Where answers should go.</param>
    /// <param name="headerLength">Bytes of header at the start of the body; 0 for a message without.</param>
    /// <param name="body">Header and payload.</param>
    /// <returns>Bytes written.</returns>
    internal static int Publish(Span<byte> target, string subject, string? replyTo, int headerLength, ReadOnlySpan<byte> body)
    {
        int at = Put(target, headerLength > 0 ? "HPUB "u8 : "PUB "u8);
        at += Encoding.UTF8.GetBytes(subject, target[at..]);
        if (replyTo is not null)
        {
            target[at++] = (byte)' ';
            at += Encoding.UTF8.GetBytes(replyTo, target[at..]);
        }
        if (headerLength > 0)
            at += PutNumber(target[at..], headerLength);
        at += PutNumber(target[at..], body.Length);
        at += Put(target[at..], "\r\n"u8);
        at += Put(target[at..], body);
        return at + Put(target[at..], "\r\n"u8);
    }

    private static void Number(IBufferWriter<byte> target, int number) => target.Advance(PutNumber(target.GetSpan(12), number));

    private static int PutNumber(Span<byte> target, int number)
    {
        target[0] = (byte)' ';
        Utf8Formatter.TryFormat(number, target[1..], out int written);
        return written + 1;
    }

    private static int Put(Span<byte> target, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(target);
        return bytes.Length;
    }
}
