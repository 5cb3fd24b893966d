using System.Text.Json;

namespace Edge.Forwarding;

/// <summary>
/// Takes out of an event stream the one event that a model server sends because it was asked for usage in the caller's name: a chunk without
/// choices that has it. Everything else goes on as it came. Held back is only an event that came in part and begins like that one, up to
/// <see cref="MostHeld"/> bytes; what is in doubt goes on. Reused from stream to stream, allocates once; one thread at a time.
/// </summary>
/// <remarks>Events end in blank lines, of LF or CR LF; in a stream with lone CRs nothing is found.</remarks>
internal sealed class UsageEventFilter(IExchangeDriver driver)
{
    /// <summary>The most that is held back, in bytes; such an event has some 600.</summary>
    internal const int MostHeld = 4096;

    private byte[] _held = [];
    private int _heldLength;

    // The rest of the event that has begun goes on.
    private bool _passes;
    private bool _lineIsEmpty;
    private bool _afterReturn;

    /// <summary>Begins with another stream.</summary>
    internal void Reset() => (_heldLength, _passes, _lineIsEmpty, _afterReturn, Dropped) = (0, false, false, false, 0);

    /// <summary>Bytes of the stream that were taken out.</summary>
    internal long Dropped { get; private set; }

    /// <summary>Delivers what may go on of the next bytes, and of those held back.</summary>
    internal void Deliver(ReadOnlySpan<byte> payload)
    {
        // What is in front of it was delivered or dropped.
        int start = 0;
        for (int at = 0; at < payload.Length;)
        {
            int end = EndOfEvent(payload, at, out bool ended);
            ReadOnlySpan<byte> part = payload[at..end];
            if (_heldLength > 0)
                start = GoOn(part, ended) ? end : 0;
            else if (!_passes && (ended ? IsExtra(part) : MayBeExtra(part) && TryHold(part)))
            {
                Pass(payload[start..at]);
                start = end;
                Dropped += ended ? part.Length : 0;
            }
            else
                _passes = !ended;
            at = end;
        }
        Pass(payload[start..]);
    }

    /// <summary>Delivers what is held back: nothing follows.</summary>
    internal void Flush()
    {
        Pass(Held);
        _heldLength = 0;
    }

    private static ReadOnlySpan<byte> Choices => "\"choices\""u8;

    private ReadOnlySpan<byte> Held => _held.AsSpan(0, _heldLength);

    private void Pass(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.IsEmpty)
            driver.Deliver(bytes);
    }

    /// <summary>The first part of a payload continues an event that is held back. Returns whether it was held, dropped or delivered with it.</summary>
    private bool GoOn(ReadOnlySpan<byte> part, bool ended)
    {
        bool fits = TryHold(part);
        bool isExtra = fits && (ended ? IsExtra(Held) : MayBeExtra(Held));
        if (!isExtra)
        {
            Flush();
            _passes = !ended;
        }
        else if (ended)
        {
            Dropped += _heldLength;
            _heldLength = 0;
        }
        return fits;
    }

    private bool TryHold(ReadOnlySpan<byte> part)
    {
        if (_heldLength + part.Length > MostHeld)
            return false;
        if (_held.Length == 0)
            _held = GC.AllocateUninitializedArray<byte>(MostHeld);
        part.CopyTo(_held.AsSpan(_heldLength));
        _heldLength += part.Length;
        return true;
    }

    /// <summary>Finds the end of the event behind its blank line, or of the payload.</summary>
    private int EndOfEvent(ReadOnlySpan<byte> payload, int at, out bool ended)
    {
        ended = false;
        while (at < payload.Length)
        {
            if (_lineIsEmpty && payload[at] == '\n')
            {
                _afterReturn = false;
                ended = true;
                return at + 1;
            }
            if (_lineIsEmpty && !_afterReturn && payload[at] == '\r')
            {
                _afterReturn = true;
                at++;
                continue;
            }
            int feed = payload[at..].IndexOf((byte)'\n');
            (_lineIsEmpty, _afterReturn) = (feed >= 0, false);
            at = feed < 0 ? payload.Length : at + feed + 1;
        }
        return at;
    }

    /// <summary>Whether an event that begins so may be the one: one line of data, an object, and if its choices have come they are none.</summary>
    private static bool MayBeExtra(ReadOnlySpan<byte> part)
    {
        ReadOnlySpan<byte> name = "data:"u8;
        if (part.Length <= name.Length)
            return name.StartsWith(part);
        if (!part.StartsWith(name))
            return false;
        ReadOnlySpan<byte> json = part[name.Length..].TrimStart(" \t"u8);
        if (json.IsEmpty)
            return true;
        if (json[0] != '{')
            return false;
        int choices = json.IndexOf(Choices);
        if (choices < 0 || json[choices - 1] == '\\')
            return true;
        ReadOnlySpan<byte> value = json[(choices + Choices.Length)..].TrimStart(": \t"u8);
        if (value.IsEmpty)
            return true;
        value = value[1..].TrimStart(" \t"u8);
        return value.IsEmpty || value[0] == ']';
    }

    private static bool IsExtra(ReadOnlySpan<byte> whole)
    {
        if (!MayBeExtra(whole))
            return false;
        ReadOnlySpan<byte> json = whole["data:".Length..].Trim(" \t\r\n"u8);
        bool noChoices = false, hasUsage = false;
        try
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool isChoices = reader.ValueTextEquals("choices"u8), isUsage = reader.ValueTextEquals("usage"u8);
                reader.Read();
                if (isChoices && (reader.TokenType != JsonTokenType.StartArray || !reader.Read() || reader.TokenType != JsonTokenType.EndArray))
                    return false;
                noChoices |= isChoices;
                hasUsage |= isUsage && reader.TokenType == JsonTokenType.StartObject;
                reader.Skip();
            }
            return noChoices && hasUsage && reader.BytesConsumed == json.Length;
        }
        // What is no JSON goes on, and so does a name that is no text: half of a surrogate pair.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
