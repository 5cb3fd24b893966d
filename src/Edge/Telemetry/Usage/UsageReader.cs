using System.Buffers;
using System.Buffers.Text;

namespace Edge.Telemetry.Usage;

/// <summary>
/// Reads one <c>usage</c> object where it lies, in one pass, whatever stands in it: figures are whole numbers from 0 to <see cref="Most"/>, anything
/// else under their names is passed over, and of a name that stands twice the last figure counts. Of JSON it checks what it needs to find the end.
/// </summary>
internal ref struct UsageReader
{
    /// <summary>What <see cref="Read"/> returns where the object goes on behind the bytes.</summary>
    internal const int Unfinished = 0;

    /// <summary>What <see cref="Read"/> returns where it is no JSON.</summary>
    internal const int Broken = -1;

    /// <summary>The largest figure that is believed: far above any prompt, and the sum of millions of them is still a number.</summary>
    internal const long Most = 1_000_000_000_000;

    private static readonly SearchValues<byte> Structure = SearchValues.Create("\"{}[]"u8);
    private static readonly SearchValues<byte> EndOfScalar = SearchValues.Create(",}] \t\r\n"u8);

    private readonly ReadOnlySpan<byte> _json;
    private int _at;
    private bool _broken;

    private UsageReader(ReadOnlySpan<byte> json) => _json = json;

    /// <summary>
    /// Reads the object that <paramref name="json"/> begins with. Returns how long it is, <see cref="Unfinished"/> or <see cref="Broken"/>; the report is
    /// whole only with a length.
    /// </summary>
    internal static int Read(ReadOnlySpan<byte> json, out UsageReport report)
    {
        report = new UsageReport();
        var reader = new UsageReader(json);
        return reader.TryObject(ref report, isDetails: false) ? reader._at : reader._broken ? Broken : Unfinished;
    }

    private bool TryObject(ref UsageReport report, bool isDetails)
    {
        _at++;
        if (Next() == '}')
        {
            _at++;
            return true;
        }
        while (TryMember(ref report, isDetails))
        {
            byte next = Next();
            if (next is not ((byte)',' or (byte)'}'))
                return Stop();
            _at++;
            if (next == '}')
                return true;
        }
        return false;
    }

    private bool TryMember(ref UsageReport report, bool isDetails)
    {
        if (Next() != '"')
            return Stop();
        if (!TryString(out ReadOnlySpan<byte> key))
            return false;
        if (Next() != ':')
            return Stop();
        _at++;
        switch (Next())
        {
            case (byte)'{' when !isDetails && key.EndsWith("_tokens_details"u8):
                return TryObject(ref report, isDetails: true);
            case (byte)'{' or (byte)'[':
                return TrySkip();
            case (byte)'"':
                return TryString(out _);
            default:
                return TryScalar(key, isDetails, ref report);
        }
    }

    private bool TryScalar(ReadOnlySpan<byte> key, bool isDetails, ref UsageReport report)
    {
        int length = _json[_at..].IndexOfAny(EndOfScalar);
        if (length <= 0)
            return length == 0 ? Stop() : RunOut();
        ReadOnlySpan<byte> text = _json.Slice(_at, length);
        _at += length;
        if (char.IsAsciiDigit((char)text[0]) && Utf8Parser.TryParse(text, out long figure, out int used) && used == length && figure <= Most)
            Set(ref report, key, isDetails, figure);
        return true;
    }

    private static void Set(ref UsageReport report, ReadOnlySpan<byte> key, bool isDetails, long figure)
    {
        // Some servers say these two among the details, some beside them.
        if (key.SequenceEqual("cached_tokens"u8))
            report.Cached = figure;
        else if (key.SequenceEqual("reasoning_tokens"u8))
            report.Reasoning = figure;
        else if (isDetails)
            return;
        else if (key.SequenceEqual("prompt_tokens"u8))
            report.Prompt = figure;
        else if (key.SequenceEqual("completion_tokens"u8) || key.SequenceEqual("output_tokens"u8))
            report.Output = figure;
        else if (key.SequenceEqual("input_tokens"u8))
            report.Input = figure;
        else if (key.SequenceEqual("total_tokens"u8))
            report.Total = figure;
        else if (key.SequenceEqual("cache_read_input_tokens"u8))
            report.CacheRead = figure;
        else if (key.SequenceEqual("cache_creation_input_tokens"u8))
            report.CacheWritten = figure;
    }

    private bool TryString(out ReadOnlySpan<byte> text)
    {
        text = default;
        int at = _at + 1;
        while (true)
        {
            int hop = _json[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (hop < 0)
                return RunOut();
            at += hop;
            if (_json[at] == '"')
                break;
            at = Math.Min(at + 2, _json.Length);
        }
        text = _json[(_at + 1)..at];
        _at = at + 1;
        return true;
    }

    private bool TrySkip()
    {
        int depth = 0;
        do
        {
            int hop = _json[_at..].IndexOfAny(Structure);
            if (hop < 0)
                return RunOut();
            _at += hop;
            byte b = _json[_at];
            if (b == '"')
            {
                if (!TryString(out _))
                    return false;
                continue;
            }
            depth += b is (byte)'{' or (byte)'[' ? 1 : -1;
            _at++;
        }
        while (depth > 0);
        return true;
    }

    /// <summary>The next byte that is no whitespace; 0, which begins nothing, at the end.</summary>
    private byte Next()
    {
        while (_at < _json.Length && _json[_at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
            _at++;
        return _at < _json.Length ? _json[_at] : (byte)0;
    }

    private bool Stop()
    {
        _broken = _at < _json.Length;
        return false;
    }

    private bool RunOut()
    {
        _at = _json.Length;
        return false;
    }
}
