using System.Buffers.Text;

namespace NATS.Client.Core.Protocol;

/// <summary>Reads one command line, without its end. Command words are upper case, as every server writes them.</summary>
internal static class LineParser
{
    private static ReadOnlySpan<byte> Blanks => " \t"u8;

    /// <summary>Reads a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="frame">What the line says.</param>
    /// <param name="headerLength">Of a message: bytes of its header.</param>
    /// <param name="totalLength">Of a message: bytes of its header and payload.</param>
    /// <returns>Whether it is a command.</returns>
    internal static bool TryParse(ReadOnlySpan<byte> line, ref Frame frame, out int headerLength, out int totalLength)
    {
        headerLength = totalLength = 0;
        if (line.IsEmpty)
            return false;
        switch (line[0])
        {
            case (byte)'M' when line.StartsWith("MSG "u8):
                frame.Kind = FrameKind.Msg;
                return TryParseMessage(line[4..], ref frame, out headerLength, out totalLength);
            case (byte)'H' when line.StartsWith("HMSG "u8):
                frame.Kind = FrameKind.HMsg;
                return TryParseMessage(line[5..], ref frame, out headerLength, out totalLength);
            case (byte)'P' when line.SequenceEqual("PING"u8):
                frame.Kind = FrameKind.Ping;
                return true;
            case (byte)'P' when line.SequenceEqual("PONG"u8):
                frame.Kind = FrameKind.Pong;
                return true;
            case (byte)'+' when line.SequenceEqual("+OK"u8):
                frame.Kind = FrameKind.Ok;
                return true;
            case (byte)'-' when line.StartsWith("-ERR"u8):
                frame.Kind = FrameKind.Err;
                frame.Text = line[4..].Trim(Blanks).Trim((byte)'\'');
                return true;
            case (byte)'I' when line.StartsWith("INFO "u8):
                frame.Kind = FrameKind.Info;
                frame.Text = line[5..].Trim(Blanks);
                return true;
            default:
                return false;
        }
    }

    private static bool TryParseMessage(ReadOnlySpan<byte> rest, ref Frame frame, out int headerLength, out int totalLength)
    {
        headerLength = totalLength = 0;
        frame.Subject = Next(ref rest);
        if (frame.Subject.IsEmpty || !TryNumber(Next(ref rest), out frame.Sid))
            return false;
        ReadOnlySpan<byte> a = Next(ref rest), b = Next(ref rest), c = Next(ref rest);
        if (!Next(ref rest).IsEmpty)
            return false;
        if (frame.Kind == FrameKind.Msg)
        {
            if (!c.IsEmpty)
                return false;
            frame.ReplyTo = b.IsEmpty ? b : a;
            return TryNumber(b.IsEmpty ? a : b, out totalLength);
        }
        frame.ReplyTo = c.IsEmpty ? c : a;
        return TryNumber(c.IsEmpty ? a : b, out headerLength)
            && TryNumber(c.IsEmpty ? b : c, out totalLength)
            && headerLength <= totalLength;
    }

    // The next argument; empty at the end.
    private static ReadOnlySpan<byte> Next(scoped ref ReadOnlySpan<byte> rest)
    {
        rest = rest.TrimStart(Blanks);
        int end = rest.IndexOfAny((byte)' ', (byte)'\t');
        ReadOnlySpan<byte> argument = end < 0 ? rest : rest[..end];
        rest = rest[argument.Length..];
        return argument;
    }

    private static bool TryNumber(ReadOnlySpan<byte> digits, out int number) =>
        Utf8Parser.TryParse(digits, out number, out int used) && used == digits.Length && digits[0] is >= (byte)'0' and <= (byte)'9';
}
