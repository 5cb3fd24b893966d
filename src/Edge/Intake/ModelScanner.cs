using System.Runtime.CompilerServices;

namespace Edge.Intake;

/// <summary>
/// Finds the top-level <c>model</c> of a JSON body while it streams in (specs/openai.md), and goes on to the end of the body, so
/// that what Edge routes by is what any upstream reads. Strict about the top level and about depth; blind to what is nested.
/// On every document System.Text.Json accepts it agrees with it, save that a lookalike of <c>model</c> counts as a second one
/// (<see cref="ModelKey"/>). No I/O. One per request at a time, reused through <see cref="Reset"/>; allocates nothing after construction.
/// </summary>
/// <param name="width">How values are skipped; changes no result.</param>
internal sealed class ModelScanner(BlockWidth width)
{
    /// <summary>The longest name, in decoded bytes.</summary>
    internal const int MaxModelLength = 1024;

    /// <summary>The deepest nesting, the body's own object being the first level.</summary>
    internal const int MaxDepth = 1000;

    private readonly StringDecoder _key = new(ModelKey.PrefixLength, ScanError.None);
    private readonly StringDecoder _model = new(MaxModelLength, ScanError.ModelTooLong);
    private SkippedValue _skipped;
    private ScanStage _stage;
    private KeyMatch _match;
    private bool _modelSeen;
    private bool _lookalikeSeen;
    private long _position;
    private long _valueStart;

    /// <summary>Makes the scanner that is fastest here.</summary>
    internal ModelScanner()
        : this(BlockWidths.Best)
    {
    }

    /// <summary>Why the body is refused, or <see cref="ScanError.None"/>.</summary>
    internal ScanError Error { get; private set; }

    /// <summary>Whether the value of <c>model</c> was wholly seen and is valid. A later fault still refuses the body.</summary>
    internal bool ModelKnown { get; private set; }

    /// <summary>The value of <c>model</c> as UTF-8 with its escapes resolved; empty until it is known, valid until <see cref="Reset"/>.</summary>
    internal ReadOnlySpan<byte> Model => ModelKnown ? _model.Text : default;

    /// <summary>The offset in the body of the value's opening quote; 0 until <see cref="ModelKnown"/>.</summary>
    internal long ValueStart => ModelKnown ? _valueStart : 0;

    /// <summary>The offset in the body behind the value's closing quote; 0 until <see cref="ModelKnown"/>.</summary>
    internal long ValueEnd { get; private set; }

    private ScanStatus Status =>
        Error != ScanError.None ? ScanStatus.Refused : _stage == ScanStage.AfterObject ? ScanStatus.Complete : ScanStatus.More;

    /// <summary>Makes ready for another body.</summary>
    internal void Reset()
    {
        _stage = ScanStage.BeforeObject;
        _modelSeen = false;
        _lookalikeSeen = false;
        _position = 0;
        Error = ScanError.None;
        ModelKnown = false;
        ValueEnd = 0;
    }

    /// <summary>Reads the next bytes of the body, however it was cut. Does nothing once the body is refused.</summary>
    internal ScanStatus Feed(ReadOnlySpan<byte> segment)
    {
        int at = 0;
        while (at < segment.Length && Error == ScanError.None)
            at = Read(segment, at);
        _position += at;
        return Status;
    }

    /// <summary>Says that the body has ended.</summary>
    /// <returns><see cref="ScanStatus.Complete"/> or <see cref="ScanStatus.Refused"/>.</returns>
    internal ScanStatus Finish()
    {
        if (Status == ScanStatus.More)
            Error = _stage == ScanStage.BeforeObject ? ScanError.NotAnObject : ScanError.UnexpectedEnd;
        return Status;
    }

    /// <summary>Reads on from <paramref name="at"/>, which is before the end; as all below, returns the offset behind what was read.</summary>
    private int Read(ReadOnlySpan<byte> segment, int at) => _stage switch
    {
        ScanStage.InKey => ReadKey(segment, at),
        ScanStage.InModel => ReadModel(segment, at),
        ScanStage.InSkipped => ReadSkipped(segment, at),
        ScanStage.InScalar => ReadScalar(segment, at),
        _ => ReadToken(segment, at),
    };

    private int ReadToken(ReadOnlySpan<byte> segment, int at)
    {
        byte b = Token(segment, ref at);
        return at == segment.Length ? at : ReadToken(segment, at, b);
    }

    private int ReadToken(ReadOnlySpan<byte> segment, int at, byte b)
    {
        switch (_stage)
        {
            case ScanStage.BeforeFirstKey or ScanStage.BeforeKey when b == '"':
                return ReadMembers(segment, at + 1);
            case ScanStage.AfterValue when b == ',':
                _stage = ScanStage.BeforeKey;
                return at + 1;
            case ScanStage.AfterValue or ScanStage.BeforeFirstKey when b == '}':
                EndObject();
                return at + 1;
            case ScanStage.BeforeValue:
                return BeginValue(segment, at, b);
            case ScanStage.BeforeColon when b == ':':
                _stage = ScanStage.BeforeValue;
                return at + 1;
            case ScanStage.BeforeObject when b == '{':
                _stage = ScanStage.BeforeFirstKey;
                return at + 1;
            default:
                Error = Unexpected(b, _position + at);
                return at + 1;
        }
    }

    /// <summary>No JSON text begins with 0xEF; what does in practice is a byte order mark.</summary>
    private ScanError Unexpected(byte b, long position) => _stage switch
    {
        ScanStage.BeforeObject => position == 0 && b == 0xEF ? ScanError.ByteOrderMark : ScanError.NotAnObject,
        ScanStage.AfterObject => ScanError.TrailingData,
        _ => b == ']' ? ScanError.Unbalanced : ScanError.InvalidSyntax,
    };

    /// <summary>
    /// Reads one member after another, from behind the first one's opening quote, as long as they are written as programs write
    /// them: plain keys, and nothing around colon and comma but whitespace. Leaves everything else, at any point, to the stages.
    /// </summary>
    private int ReadMembers(ReadOnlySpan<byte> segment, int at)
    {
        while (BeginKey(segment, ref at) && Token(segment, ref at) == ':')
        {
            _stage = ScanStage.BeforeValue;
            at++;
            byte first = Token(segment, ref at);
            if (at == segment.Length)
                break;
            at = BeginValue(segment, at, first);
            if (_stage != ScanStage.AfterValue || Error != ScanError.None || Token(segment, ref at) != ',')
                break;
            _stage = ScanStage.BeforeKey;
            at++;
            if (Token(segment, ref at) != '"')
                break;
            at++;
        }
        return at;
    }

    /// <summary>The next byte that is no whitespace; 0, which is no token, when the segment ends before it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte Token(ReadOnlySpan<byte> segment, ref int at)
    {
        if ((uint)at < (uint)segment.Length && segment[at] <= ' ')
            at = JsonBytes.EndOfWhitespace(segment, at);
        return (uint)at < (uint)segment.Length ? segment[at] : (byte)0;
    }

    /// <summary>A key that is whole and plain, as nearly all are, is judged where it lies; any other is decoded, and false returned.</summary>
    private bool BeginKey(ReadOnlySpan<byte> segment, ref int at)
    {
        int end = PlainText.End(segment, at);
        if (end == segment.Length || segment[end] != '"')
        {
            _key.Reset();
            _stage = ScanStage.InKey;
            return false;
        }
        EndKey(segment[at..Math.Min(end, at + ModelKey.PrefixLength)]);
        at = end + 1;
        return Error == ScanError.None;
    }

    private int ReadKey(ReadOnlySpan<byte> segment, int at)
    {
        at += _key.Decode(segment[at..]);
        if (_key.Ended)
            EndKey(_key.Text);
        else
            Error = _key.Error;
        return at;
    }

    private void EndKey(ReadOnlySpan<byte> prefix)
    {
        _stage = ScanStage.BeforeColon;
        _match = ModelKey.Match(prefix);
        if (_match == KeyMatch.Other)
            return;
        if (_modelSeen || (_lookalikeSeen && _match == KeyMatch.Model))
            Error = ScanError.SecondModel;
        _modelSeen |= _match == KeyMatch.Model;
        _lookalikeSeen |= _match == KeyMatch.Lookalike;
    }

    private int BeginValue(ReadOnlySpan<byte> segment, int at, byte first)
    {
        if (JsonBytes.IsScalar(first))
        {
            if (_match == KeyMatch.Model)
                Error = ScanError.ModelNotString;
            return ReadScalar(segment, at);
        }
        if (first is not ((byte)'"' or (byte)'{' or (byte)'['))
            Error = Unexpected(first, _position + at);
        else if (_match != KeyMatch.Model)
            return BeginSkipped(segment, at + 1, first);
        else if (first == '"')
            return BeginModel(segment, at + 1);
        else
            Error = ScanError.ModelNotString;
        return at + 1;
    }

    private int BeginModel(ReadOnlySpan<byte> segment, int at)
    {
        _valueStart = _position + at - 1;
        int end = PlainText.End(segment, at);
        int length = end - at;
        if (end == segment.Length || segment[end] != '"' || length is 0 or > MaxModelLength)
        {
            _model.Reset();
            _stage = ScanStage.InModel;
            return at;
        }
        _model.SetPlain(segment.Slice(at, length));
        EndModel(_position + end + 1);
        return end + 1;
    }

    private int ReadModel(ReadOnlySpan<byte> segment, int at)
    {
        at += _model.Decode(segment[at..]);
        if (!_model.Ended)
            Error = _model.Error;
        else if (_model.Text.IsEmpty)
            Error = ScanError.ModelEmpty;
        else
            EndModel(_position + at);
        return at;
    }

    private void EndModel(long end)
    {
        _stage = ScanStage.AfterValue;
        ModelKnown = true;
        ValueEnd = end;
    }

    private int BeginSkipped(ReadOnlySpan<byte> segment, int at, byte first)
    {
        _skipped = SkippedValue.Begun(first);
        _stage = ScanStage.InSkipped;
        return at == segment.Length ? at : ReadSkipped(segment, at);
    }

    private int ReadSkipped(ReadOnlySpan<byte> segment, int at)
    {
        at = _skipped.Skip(segment, at, width);
        if (_skipped.Done)
            _stage = ScanStage.AfterValue;
        else if (_skipped.TooDeep)
            Error = ScanError.TooDeep;
        return at;
    }

    private int ReadScalar(ReadOnlySpan<byte> segment, int at)
    {
        at = JsonBytes.EndOfScalar(segment, at);
        _stage = at == segment.Length ? ScanStage.InScalar : ScanStage.AfterValue;
        return at;
    }

    private void EndObject()
    {
        _stage = ScanStage.AfterObject;
        if (!_modelSeen)
            Error = ScanError.MissingModel;
    }
}
