namespace Edge.Telemetry.Usage;

/// <summary>
/// Finds the <c>usage</c> of JSON documents that pass, however they are cut: an answer, or the data of one event of a stream after the other. Until
/// its name comes by it only searches for it, vectorised; from there on it counts brackets, since only at the end of the document it is known
/// how deep a name stood. What it keeps is an object that was cut, 2 KiB at most. One thread at a time; allocates nothing once such an object came.
/// </summary>
/// <remarks>
/// In JSON a quote without a backslash before it begins or ends a string, and what follows an end is no letter (RFC 8259 §2): so <c>"usage"</c> with
/// a colon behind it is a name, wherever the search began, and the same words in a text are not, for there their quotes have backslashes.
/// Of several objects with figures the least deep one counts, of those the last. A name with escapes is not seen.
/// </remarks>
internal sealed partial class UsageScanner
{
    /// <summary>The largest object that is read, in bytes; real ones have 60 to 1000.</summary>
    internal const int ObjectBytes = 2048;

    // The beginning of an object that was cut.
    private byte[] _object = [];
    private int _kept;
    private Stage _stage;
    private int _deepest = 1;

    // Bytes of the name that ended the last piece, or that the string began with.
    private int _matched;

    // The last piece, or the last byte of the string, ended in a backslash.
    private bool _escaped;
    private UsageReport _report = new();

    private enum Stage : byte { Seeking, AfterName, BeforeValue, InObject, Counting, Lost }

    /// <summary>What all documents so far said together, later ones over earlier ones.</summary>
    internal UsageFigures Figures => _report.Figures;

    private static ReadOnlySpan<byte> Name => "\"usage\""u8;

    /// <summary>
    /// Begins with new documents, whose <c>usage</c> stands in their own object, or for <paramref name="deepest"/> 2 in an object of that one too, as
    /// events about a response have it.
    /// </summary>
    internal void Reset(int deepest)
    {
        (_deepest, _report) = (deepest, new UsageReport());
        Forget();
    }

    /// <summary>Takes the next bytes of the document.</summary>
    internal void Feed(ReadOnlySpan<byte> piece)
    {
        while (!piece.IsEmpty)
        {
            piece = piece[(_stage switch
            {
                Stage.Seeking => Seek(piece),
                Stage.AfterName => AfterName(piece),
                Stage.BeforeValue => BeforeValue(piece),
                Stage.InObject => ReadObject(piece),
                Stage.Counting => Count(piece),
                _ => piece.Length,
            })..];
        }
    }

    /// <summary>The document has ended. Returns whether it said how many tokens there are of the answer so far.</summary>
    internal bool EndDocument()
    {
        bool counts = _stage == Stage.Counting && !_inString && _level < 0 && _level >= -_deepest;
        if (counts)
            _report.Take(_found);
        Forget();
        return counts && _found.Output >= 0;
    }

    private void Forget() => (_stage, _matched, _escaped, _inString, _hasFound) = (Stage.Seeking, 0, false, false, false);

    private int Seek(ReadOnlySpan<byte> piece)
    {
        if (_matched > 0)
            return FinishName(piece);
        int at = 0;
        while (piece[at..].IndexOf(Name) is >= 0 and int hop)
        {
            at += hop;
            if (!IsEscaped(piece, at))
            {
                (_stage, _escaped) = (Stage.AfterName, false);
                return at + Name.Length;
            }
            at += Name.Length;
        }
        KeepMatch(piece);
        return piece.Length;
    }

    /// <summary>Goes on with a name that began in an earlier piece; takes nothing where it is another one.</summary>
    private int FinishName(ReadOnlySpan<byte> piece)
    {
        ReadOnlySpan<byte> rest = Name[_matched..];
        int take = Math.Min(rest.Length, piece.Length);
        if (!piece[..take].SequenceEqual(rest[..take]))
        {
            _matched = 0;
            return 0;
        }
        _matched += take;
        if (_matched == Name.Length)
            (_stage, _matched) = (Stage.AfterName, 0);
        return take;
    }

    /// <summary>Remembers with how much of the name the piece ends; that begins with a quote and has no other.</summary>
    private void KeepMatch(ReadOnlySpan<byte> piece)
    {
        int start = Math.Max(0, piece.Length - (Name.Length - 1));
        int quote = start + piece[start..].LastIndexOf((byte)'"');
        bool begins = quote >= start && Name.StartsWith(piece[quote..]) && !IsEscaped(piece, quote);
        (_matched, _escaped) = (begins ? piece.Length - quote : 0, piece[^1] == '\\');
    }

    private bool IsEscaped(ReadOnlySpan<byte> piece, int at) => at == 0 ? _escaped : piece[at - 1] == '\\';

    private int AfterName(ReadOnlySpan<byte> piece)
    {
        int at = EndOfWhitespace(piece);
        if (at == piece.Length)
            return at;
        if (piece[at] != ':')
            return GoOn(at);
        _stage = Stage.BeforeValue;
        return at + 1;
    }

    private int BeforeValue(ReadOnlySpan<byte> piece)
    {
        int at = EndOfWhitespace(piece);
        if (at == piece.Length)
            return at;
        if (piece[at] != '{')
            return GoOn(at);
        (_stage, _kept) = (Stage.InObject, 0);
        return at;
    }

    private static int EndOfWhitespace(ReadOnlySpan<byte> piece)
    {
        int at = 0;
        while (at < piece.Length && piece[at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
            at++;
        return at;
    }

    private int GoOn(int at)
    {
        Resume();
        return at;
    }

    private void Resume() => _stage = _hasFound ? Stage.Counting : Stage.Seeking;

    private int ReadObject(ReadOnlySpan<byte> piece)
    {
        if (_kept > 0)
            return ReadCut(piece);
        ReadOnlySpan<byte> near = piece[..Math.Min(piece.Length, ObjectBytes)];
        int length = UsageReader.Read(near, out UsageReport report);
        if (length == UsageReader.Unfinished)
        {
            Keep(near);
            Unfinished();
            return near.Length;
        }
        End(length, report);
        return Math.Max(length, 1);
    }

    /// <summary>Goes on with an object that began in an earlier piece; each closing bracket may be its last.</summary>
    private int ReadCut(ReadOnlySpan<byte> piece)
    {
        ReadOnlySpan<byte> part = piece[..Math.Min(piece.Length, ObjectBytes - _kept)];
        int bracket = part.IndexOf((byte)'}');
        if (bracket >= 0)
            part = part[..(bracket + 1)];
        Keep(part);
        UsageReport report = default;
        int length = bracket >= 0 || _kept == ObjectBytes ? UsageReader.Read(_object.AsSpan(0, _kept), out report) : UsageReader.Unfinished;
        if (length == UsageReader.Unfinished)
            Unfinished();
        else
            End(length, report);
        return part.Length;
    }

    private void Keep(ReadOnlySpan<byte> part)
    {
        if (_object.Length == 0)
            _object = GC.AllocateUninitializedArray<byte>(ObjectBytes);
        part.CopyTo(_object.AsSpan(_kept));
        _kept += part.Length;
    }

    /// <summary>What is longer than any usage is another thing of that name: what is kept of it is passed over like all else.</summary>
    private void Unfinished()
    {
        if (_kept < ObjectBytes)
            return;
        Resume();
        if (_hasFound)
            Count(_object);
        else
            KeepMatch(_object);
    }

    private void End(int length, in UsageReport report)
    {
        if (length == UsageReader.Broken)
        {
            (_stage, _hasFound) = (Stage.Lost, false);
            return;
        }
        if (report.Any)
            (_found, _hasFound, _level) = (report, true, 0);
        Resume();
    }
}
