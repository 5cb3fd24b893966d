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
    /// What data that begins with <paramref name="data"/> is to a stream that waits for <paramref name="mark"/>. Its end is
    /// <c>[DONE]</c> with nothing but space around it, and of a JSON object the first member alone: <c>"error"</c> with any value
    /// but null for every mark, <c>"type"</c> with the name of an ending event for the marks that are events. Members further
    /// on and names with escapes are not looked at; servers that write those say <c>event:</c> too. Content are the other objects of a
    /// stream that ends in <c>[DONE]</c>, and where events have types those that are named a delta of something.
    /// </summary>
    internal static EventKind KindOf(EndMark mark, ReadOnlySpan<byte> data)
    {
        data = data.Trim(JsonSpace);
        if (mark == EndMark.Done && data.SequenceEqual("[DONE]"u8))
            return EventKind.End;
        if (!TryFirstMember(data, out ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value))
            return EventKind.Other;
        if (key.SequenceEqual("error"u8))
            return !value.IsEmpty && !value.StartsWith("null"u8) ? EventKind.End : EventKind.Other;
        if (mark is EndMark.None or EndMark.Done)
            return mark == EndMark.Done ? EventKind.Content : EventKind.Other;
        if (!key.SequenceEqual("type"u8) || !TryString(value, out ReadOnlySpan<byte> name, out _))
            return EventKind.Other;
        return IsName(mark, name) ? EventKind.End : IsDelta(name) ? EventKind.Content : EventKind.Other;
    }

    private static bool IsDelta(ReadOnlySpan<byte> name) => name.EndsWith(".delta"u8) || name.SequenceEqual("content_block_delta"u8);

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
