using System.Runtime.CompilerServices;

namespace Edge.Http1;

/// <summary>
/// Reads the head of a request from memory that lies in one piece (RFC 9112 §2.1: <c>request-line CRLF *( field-line CRLF ) CRLF</c>)
/// and judges it. It keeps offsets alone: whoever asks for a part hands in the same bytes again. Each line is judged when it
/// is whole, in order, and no byte behind the limits is looked at, so that the verdict does not depend on how the input was
/// cut. Nothing is allocated. One thread at a time.
/// </summary>
internal sealed class RequestHeadParser(RequestLimits limits)
{
    private readonly Slot[] _fields = new Slot[limits.Fields];
    private FramingFields _framing;
    private uint _seen;
    private int _method;
    private int _methodLength;
    private int _target;
    private int _path;
    private int _query;
    private int _targetEnd;
    private int _host;

    /// <summary>How many bytes the head has, with its empty line and empty lines before it.</summary>
    internal int Length { get; private set; }

    /// <summary>The status to refuse with: 400, 414, 431 or 505.</summary>
    internal int Status { get; private set; }

    /// <summary>What to tell the sender of a refused head: a constant of <see cref="RequestFlaw"/>.</summary>
    internal string? Flaw { get; private set; }

    /// <summary>How the target is written.</summary>
    internal TargetForm Form { get; private set; }

    /// <summary>0 for HTTP/1.0, 1 for HTTP/1.1.</summary>
    internal int MinorVersion { get; private set; }

    /// <summary>How many fields there are, in the order they were sent.</summary>
    internal int FieldCount { get; private set; }

    /// <summary>How the end of the body is found; never <see cref="BodyFraming.UntilClose"/>.</summary>
    internal BodyFraming Framing { get; private set; }

    /// <summary>Bytes of the body: 0 without one, -1 for a chunked one.</summary>
    internal long ContentLength { get; private set; }

    /// <summary>Whether the caller keeps the connection open behind this request (RFC 9112 §9.3).</summary>
    internal bool KeepAlive { get; private set; }

    /// <summary>Whether the caller waits for <c>100 Continue</c> before it sends the body (RFC 9110 §10.1.1).</summary>
    internal bool ExpectsContinue { get; private set; }

    /// <summary>
    /// Reads the head at the start of <paramref name="input"/>. After <see cref="RequestParse.NeedMore"/> call again with the
    /// same bytes and more behind them, which begins anew. All properties but <see cref="Status"/> and <see cref="Flaw"/> count
    /// only after <see cref="RequestParse.Ok"/>.
    /// </summary>
    internal RequestParse Parse(ReadOnlySpan<byte> input)
    {
        (_framing, _seen, FieldCount, Flaw) = (default, 0, 0, null);
        if (input.Length > limits.HeadBytes)
            input = input[..limits.HeadBytes];
        RequestParse step = TakeRequestLine(input, out int at);
        if (step == RequestParse.Ok)
            step = TakeFields(input, at);
        // A line that is too long is known before a head that is; what follows it does not matter.
        return step == RequestParse.NeedMore && input.Length == limits.HeadBytes ? Refuse(RequestFlaw.HeadTooLarge, 431) : step;
    }

    /// <summary>The method, with regard to case.</summary>
    internal ReadOnlySpan<byte> Method(ReadOnlySpan<byte> input) => input.Slice(_method, _methodLength);

    /// <summary>The target as it was sent, in any of the four forms.</summary>
    internal ReadOnlySpan<byte> Target(ReadOnlySpan<byte> input) => input[_target.._targetEnd];

    /// <summary>The target's path, as sent. Not for <see cref="TargetForm.Other"/>.</summary>
    internal ReadOnlySpan<byte> Path(ReadOnlySpan<byte> input) => _path == _query ? "/"u8 : input[_path.._query];

    /// <summary>The target's query with its question mark, or empty. Not for <see cref="TargetForm.Other"/>.</summary>
    internal ReadOnlySpan<byte> Query(ReadOnlySpan<byte> input) => input[_query.._targetEnd];

    /// <summary>The name of field <paramref name="index"/>, in the case it was sent.</summary>
    internal ReadOnlySpan<byte> Name(ReadOnlySpan<byte> input, int index)
    {
        ref readonly Slot slot = ref _fields[index];
        return input.Slice(slot.Name, slot.NameLength);
    }

    /// <summary>The value of field <paramref name="index"/>, without space around it.</summary>
    internal ReadOnlySpan<byte> Value(ReadOnlySpan<byte> input, int index)
    {
        ref readonly Slot slot = ref _fields[index];
        return input.Slice(slot.Value, slot.ValueLength);
    }

    /// <summary>Field <paramref name="index"/> as <c>name: value CRLF</c> where it was sent just so, as nearly all are; else empty.</summary>
    internal ReadOnlySpan<byte> Line(ReadOnlySpan<byte> input, int index)
    {
        ref readonly Slot slot = ref _fields[index];
        int end = slot.Value + slot.ValueLength;
        bool plain = slot.Value == slot.Name + slot.NameLength + 2 && input[slot.Value - 1] == ' ' && input[end] == '\r';
        return plain ? input[slot.Name..(end + 2)] : default;
    }

    /// <summary>What field <paramref name="index"/> is.</summary>
    internal RequestField Known(int index) => _fields[index].Known;

    /// <summary>Whether there is a field of this kind.</summary>
    internal bool Has(RequestField field) => (_seen & 1u << (int)field) != 0;

    /// <summary>Whether <c>Connection</c> names field <paramref name="index"/>, which makes it one for this hop only (RFC 9110 §7.6.1).</summary>
    internal bool IsNamedByConnection(int index) => _fields[index].Named;

    /// <summary>
    /// The values of <paramref name="field"/>, empty ones aside: the one there is, or everything from the first to the last one
    /// with the lines between. No single value holds a line end, so that two never pass for one.
    /// </summary>
    internal ReadOnlySpan<byte> ValuesOf(ReadOnlySpan<byte> input, RequestField field)
    {
        if (!Has(field))
            return default;
        int start = 0, end = 0;
        for (int i = 0; i < FieldCount; i++)
        {
            ref readonly Slot slot = ref _fields[i];
            if (slot.Known != field || slot.ValueLength == 0)
                continue;
            if (end == 0)
                start = slot.Value;
            end = slot.Value + slot.ValueLength;
        }
        return input[start..end];
    }

    /// <summary>Marks the fields called <paramref name="option"/> as ones for this hop only.</summary>
    internal void MarkNamed(ReadOnlySpan<byte> input, ReadOnlySpan<byte> option)
    {
        for (int i = 0; i < FieldCount; i++)
            _fields[i].Named |= System.Text.Ascii.EqualsIgnoreCase(Name(input, i), option);
    }

    // Empty lines before a request are passed over (RFC 9112 §2.2); they count as part of its line, so that they end somewhere.
    private RequestParse TakeRequestLine(ReadOnlySpan<byte> input, out int at)
    {
        at = 0;
        while (at < input.Length && input[at] == '\r')
        {
            if (at + 2 > limits.LineBytes)
                return Refuse(RequestFlaw.LineTooLong, 414);
            if (at + 1 == input.Length)
                return RequestParse.NeedMore;
            if (input[at + 1] != '\n')
                return Refuse(RequestFlaw.LineEnd);
            at += 2;
        }
        ReadOnlySpan<byte> rest = input[at..Math.Max(at, Math.Min(input.Length, limits.LineBytes))];
        bool full = at + rest.Length >= limits.LineBytes;
        int end = FieldRules.FirstControl(rest);
        if (end < 0)
            return full ? Refuse(RequestFlaw.LineTooLong, 414) : RequestParse.NeedMore;
        if (rest[end] != '\r')
            return Refuse(rest[end] == '\n' ? RequestFlaw.LineEnd : RequestFlaw.Line);
        if (end + 1 == rest.Length)
            return full ? Refuse(RequestFlaw.LineTooLong, 414) : RequestParse.NeedMore;
        if (rest[end + 1] != '\n')
            return Refuse(RequestFlaw.LineEnd);
        _method = at;
        at += end + 2;
        return TakeStart(rest[..end]);
    }

    private RequestParse TakeStart(ReadOnlySpan<byte> line)
    {
        string? flaw = StartLine.Read(line, out _methodLength, out int minorVersion);
        if (flaw is not null)
            return Refuse(flaw, flaw == RequestFlaw.Version ? 505 : 400);
        MinorVersion = minorVersion;
        ReadOnlySpan<byte> target = line[(_methodLength + 1)..^StartLine.VersionLength];
        Form = RequestTarget.Read(target, out int path, out int query);
        _target = _method + _methodLength + 1;
        (_path, _query, _targetEnd) = (_target + path, _target + query, _target + target.Length);
        return Form == TargetForm.Origin && RequestTarget.HasNul(target[path..query]) ? Refuse(RequestFlaw.Target) : RequestParse.Ok;
    }

    private RequestParse TakeFields(ReadOnlySpan<byte> input, int at)
    {
        while (at < input.Length)
        {
            ReadOnlySpan<byte> rest = input[at..];
            if (rest[0] != '\r' && FieldCount == _fields.Length)
                return Refuse(RequestFlaw.TooManyFields, 431);
            int end = FieldRules.FirstControl(rest);
            if (end < 0)
                return RequestParse.NeedMore;
            if (rest[end] != '\r')
                return Refuse(rest[end] == '\n' ? RequestFlaw.LineEnd : RequestFlaw.Field);
            if (end + 1 >= rest.Length)
                return RequestParse.NeedMore;
            if (rest[end + 1] != '\n')
                return Refuse(RequestFlaw.LineEnd);
            if (end == 0)
            {
                Length = at + 2;
                return Complete(input);
            }
            string? flaw = TakeField(rest[..end], at);
            if (flaw is not null)
                return Refuse(flaw);
            at += end + 2;
        }
        return RequestParse.NeedMore;
    }

    // field-line = field-name ":" OWS field-value OWS (RFC 9112 §5); no space before the colon (§5.1), no folding (§5.2).
    private string? TakeField(ReadOnlySpan<byte> line, int start)
    {
        int colon = FieldRules.EndOfToken(line);
        if (colon <= 0 || line[colon] != ':')
            return FieldRules.IsSpace(line[0]) ? RequestFlaw.Folded : RequestFlaw.Field;
        int valueAt = colon + 1, valueEnd = line.Length;
        while (valueAt < valueEnd && FieldRules.IsSpace(line[valueAt]))
            valueAt++;
        while (valueEnd > valueAt && FieldRules.IsSpace(line[valueEnd - 1]))
            valueEnd--;
        RequestField known = RequestFields.Of(line[..colon]);
        bool again = Has(known);
        _seen |= 1u << (int)known;
        ref Slot slot = ref _fields[FieldCount++];
        (slot.Name, slot.NameLength, slot.Value, slot.ValueLength) = (start, colon, start + valueAt, valueEnd - valueAt);
        (slot.Known, slot.Named) = (known, false);
        ReadOnlySpan<byte> value = line[valueAt..valueEnd];
        switch (known)
        {
            case RequestField.Host:
                _host = FieldCount - 1;
                return again || !HostField.IsValid(value) ? RequestFlaw.Host : null;
            case RequestField.ContentLength:
                return again || _framing.AddContentLength(value) is not null ? RequestFlaw.Framing : null;
            case RequestField.TransferEncoding:
                return _framing.AddTransferEncoding(value) is not null ? RequestFlaw.Framing : null;
            default:
                return null;
        }
    }

    private RequestParse Complete(ReadOnlySpan<byte> input)
    {
        bool chunked = Has(RequestField.TransferEncoding), measured = Has(RequestField.ContentLength);
        if (chunked && (measured || MinorVersion == 0))
            return Refuse(RequestFlaw.Framing);
        if (!Has(RequestField.Host) ? MinorVersion == 1
            : Form == TargetForm.Absolute && !RequestTarget.AgreesWith(Value(input, _host), input[_target.._path]))
            return Refuse(RequestFlaw.Host);
        Framing = chunked ? BodyFraming.Chunked : measured ? BodyFraming.Length : BodyFraming.None;
        ContentLength = chunked ? -1 : measured ? _framing.Length : 0;
        if (MinorVersion == 0 && !measured && (Method(input).SequenceEqual("POST"u8) || Method(input).SequenceEqual("PUT"u8)))
            return Refuse(RequestFlaw.NoLength);
        var connection = default(RequestConnection);
        if (Has(RequestField.Connection) && !connection.Read(this, input))
            return Refuse(RequestFlaw.Connection);
        KeepAlive = connection.Persists(MinorVersion);
        ExpectsContinue = MinorVersion == 1 && System.Text.Ascii.EqualsIgnoreCase(ValuesOf(input, RequestField.Expect), "100-continue"u8);
        return RequestParse.Ok;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private RequestParse Refuse(string flaw, int status = 400)
    {
        (Flaw, Status) = (flaw, status);
        return RequestParse.Refused;
    }

    private struct Slot
    {
        internal int Name, NameLength, Value, ValueLength;
        internal RequestField Known;
        internal bool Named;
    }
}
