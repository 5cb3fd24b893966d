namespace Edge.Forwarding;

/// <summary>Which call ends in which mark, and what the marks look like.</summary>
internal static class EndMarks
{
    private static ReadOnlySpan<byte> JsonSpace => " \t"u8;

    /// <summary>The mark of streams that answer the call <paramref name="callPath"/>: its path below the version, without slashes around it.</summary>
    internal static EndMark Of(ReadOnlySpan<char> callPath) => callPath switch
    {
        "chat/completions" or "completions" => EndMark.Done,
        "responses" => EndMark.ResponseEvents,
        "messages" => EndMark.MessageStop,
        _ => EndMark.None,
    };

    /// <summary>Whether an event of type <paramref name="name"/> ends a stream that waits for <paramref name="mark"/>.</summary>
    internal static bool IsName(EndMark mark, ReadOnlySpan<byte> name) => name.SequenceEqual("error"u8) || mark switch
    {
        EndMark.ResponseEvents => name.SequenceEqual("response.completed"u8) || name.SequenceEqual("response.incomplete"u8) || name.SequenceEqual("response.failed"u8),
        EndMark.MessageStop => name.SequenceEqual("message_stop"u8),
        _ => false,
    };

    /// <summary>
    /// Whether data that begins with <paramref name="data"/> ends a stream that waits for <paramref name="mark"/>. Recognised are
    /// <c>[DONE]</c> with nothing but space around it, and of a JSON object the first member alone: <c>"error"</c> with any value
    /// but null for every mark, <c>"type"</c> with the name of an ending event for the marks that are events. Members further
    /// on and names with escapes are not looked at; servers that write those say <c>event:</c> too.
    /// </summary>
    internal static bool IsData(EndMark mark, ReadOnlySpan<byte> data)
    {
        data = data.Trim(JsonSpace);
        if (mark == EndMark.Done && data.SequenceEqual("[DONE]"u8))
            return true;
        if (!TryFirstMember(data, out ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value))
            return false;
        if (key.SequenceEqual("error"u8))
            return !value.IsEmpty && !value.StartsWith("null"u8);
        return key.SequenceEqual("type"u8)
            && mark is EndMark.ResponseEvents or EndMark.MessageStop
            && TryString(value, out ReadOnlySpan<byte> name, out _)
            && IsName(mark, name);
    }

    // object = begin-object [ string name-separator value … (RFC 8259 §4); a line break cannot stand inside a data line.
    private static bool TryFirstMember(ReadOnlySpan<byte> json, out ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        key = value = default;
        if (json.IsEmpty || json[0] != '{' || !TryString(json[1..].TrimStart(JsonSpace), out key, out ReadOnlySpan<byte> rest))
            return false;
        rest = rest.TrimStart(JsonSpace);
        if (rest.IsEmpty || rest[0] != ':')
            return false;
        value = rest[1..].TrimStart(JsonSpace);
        return true;
    }

    private static bool TryString(ReadOnlySpan<byte> json, out ReadOnlySpan<byte> text, out ReadOnlySpan<byte> rest)
    {
        text = rest = default;
        if (json.IsEmpty || json[0] != '"')
            return false;
        int end = json[1..].IndexOf((byte)'"');
        if (end < 0)
            return false;
        text = json.Slice(1, end);
        rest = json[(end + 2)..];
        return true;
    }
}
