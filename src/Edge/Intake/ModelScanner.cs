namespace Edge.Intake;

/// <summary>
/// Finds the top-level <c>model</c> of a JSON body while it streams in (specs/openai.md), and goes on to the end of the body, so
/// that what Edge routes by is what any upstream reads. Strict about the top level and about depth; blind to what is nested.
/// On every document System.Text.Json accepts it agrees with it, save that a lookalike of <c>model</c> counts as a second one
/// (<see cref="ModelKey"/>). No I/O. One per request at a time, reused through <see cref="Reset"/>; allocates nothing after construction.
/// </summary>
internal sealed class ModelScanner
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
        while (!segment.IsEmpty && Error == ScanError.None)
        {
            int read = _stage switch
            {
                ScanStage.InKey => ReadKey(segment),
                ScanStage.InModel => ReadModel(segment),
                ScanStage.InSkipped => ReadSkipped(segment),
                ScanStage.InScalar => ReadScalar(segment),
                _ => ReadToken(segment),
            };
            _position += read;
            segment = segment[read..];
        }
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

    private int ReadToken(ReadOnlySpan<byte> text)
    {
        int at = text[0] > ' ' ? 0 : text.IndexOfAnyExcept(JsonBytes.Whitespace);
        if (at < 0)
            return text.Length;
        ReadToken(text[at], _position + at);
        return at + 1;
    }

    private void ReadToken(byte b, long position)
    {
        switch (_stage, b)
        {
            case (ScanStage.BeforeObject, (byte)'{'):
                _stage = ScanStage.BeforeFirstKey;
                break;
            case (ScanStage.BeforeFirstKey or ScanStage.BeforeKey, (byte)'"'):
                _key.Reset();
                _stage = ScanStage.InKey;
                break;
            case (ScanStage.BeforeColon, (byte)':'):
                _stage = ScanStage.BeforeValue;
                break;
            case (ScanStage.BeforeValue, (byte)'"' or (byte)'{' or (byte)'['):
                BeginValue(b, position);
                break;
            case (ScanStage.BeforeValue, _) when JsonBytes.Scalar.Contains(b):
                BeginScalar();
                break;
            case (ScanStage.AfterValue, (byte)','):
                _stage = ScanStage.BeforeKey;
                break;
            case (ScanStage.AfterValue or ScanStage.BeforeFirstKey, (byte)'}'):
                EndObject();
                break;
            default:
                Error = Unexpected(b, position);
                break;
        }
    }

    /// <summary>No JSON text begins with 0xEF; what does in practice is a byte order mark.</summary>
    private ScanError Unexpected(byte b, long position) => _stage switch
    {
        ScanStage.BeforeObject => position == 0 && b == 0xEF ? ScanError.ByteOrderMark : ScanError.NotAnObject,
        ScanStage.AfterObject => ScanError.TrailingData,
        _ => b == ']' ? ScanError.Unbalanced : ScanError.InvalidSyntax,
    };

    private void BeginValue(byte first, long position)
    {
        if (_match != KeyMatch.Model)
        {
            _skipped.Begin(first);
            _stage = ScanStage.InSkipped;
        }
        else if (first == '"')
        {
            _model.Reset();
            _valueStart = position;
            _stage = ScanStage.InModel;
        }
        else
            Error = ScanError.ModelNotString;
    }

    private void BeginScalar()
    {
        _stage = ScanStage.InScalar;
        if (_match == KeyMatch.Model)
            Error = ScanError.ModelNotString;
    }

    private void EndObject()
    {
        _stage = ScanStage.AfterObject;
        if (!_modelSeen)
            Error = ScanError.MissingModel;
    }

    private int ReadKey(ReadOnlySpan<byte> text)
    {
        int read = _key.Decode(text);
        if (_key.Ended)
            EndKey();
        else
            Error = _key.Error;
        return read;
    }

    private void EndKey()
    {
        _stage = ScanStage.BeforeColon;
        _match = ModelKey.Match(_key.Text);
        if (_match == KeyMatch.Other)
            return;
        if (_modelSeen || (_lookalikeSeen && _match == KeyMatch.Model))
            Error = ScanError.SecondModel;
        _modelSeen |= _match == KeyMatch.Model;
        _lookalikeSeen |= _match == KeyMatch.Lookalike;
    }

    private int ReadModel(ReadOnlySpan<byte> text)
    {
        int read = _model.Decode(text);
        if (!_model.Ended)
            Error = _model.Error;
        else if (_model.Text.IsEmpty)
            Error = ScanError.ModelEmpty;
        else
            EndModel(_position + read);
        return read;
    }

    private void EndModel(long end)
    {
        _stage = ScanStage.AfterValue;
        ModelKnown = true;
        ValueEnd = end;
    }

    private int ReadSkipped(ReadOnlySpan<byte> text)
    {
        int read = _skipped.Skip(text);
        if (_skipped.Done)
            _stage = ScanStage.AfterValue;
        else if (_skipped.TooDeep)
            Error = ScanError.TooDeep;
        return read;
    }

    private int ReadScalar(ReadOnlySpan<byte> text)
    {
        int end = text.IndexOfAnyExcept(JsonBytes.Scalar);
        if (end < 0)
            return text.Length;
        _stage = ScanStage.AfterValue;
        return end;
    }
}
