using System.Text;
using Edge.Intake;

namespace Edge.Tests.Intake;

/// <summary>The scanner's rules once more, as plainly as they can be written: the whole body at hand, a byte at a time.</summary>
internal sealed class SlowScanner
{
    private readonly byte[] _body;
    private int _at;
    private bool _lookalike;
    private string? _model;
    private long _start;
    private long _end;

    private SlowScanner(byte[] body) => _body = body;

    internal static ScanResult Scan(byte[] body)
    {
        var scanner = new SlowScanner(body);
        ScanError error = scanner.Body();
        ScanStatus status = error == ScanError.None ? ScanStatus.Complete : ScanStatus.Refused;
        return new ScanResult(status, error, scanner._model is not null, scanner._model ?? "", scanner._start, scanner._end);
    }

    private int Peek => _at < _body.Length ? _body[_at] : -1;

    private ScanError Unexpected => Peek switch
    {
        -1 => ScanError.UnexpectedEnd,
        ']' => ScanError.Unbalanced,
        _ => ScanError.InvalidSyntax,
    };

    private ScanError Body()
    {
        if (Peek == 0xEF)
            return ScanError.ByteOrderMark;
        if (!Token('{'))
            return ScanError.NotAnObject;
        for (bool first = true; !Token('}'); first = false)
        {
            if (!first && !Token(','))
                return Unexpected;
            ScanError error = Pair();
            if (error != ScanError.None)
                return error;
        }
        if (_model is null)
            return ScanError.MissingModel;
        SkipWhitespace();
        return Peek == -1 ? ScanError.None : ScanError.TrailingData;
    }

    private ScanError Pair()
    {
        if (!Token('"'))
            return Unexpected;
        ScanError error = Text(int.MaxValue, out byte[] key);
        if (error != ScanError.None)
            return error;
        string name = Encoding.UTF8.GetString(key);
        bool isModel = name == "model";
        bool isLookalike = !isModel && name.Split('\0')[0].Equals("model", StringComparison.OrdinalIgnoreCase);
        if ((isModel && (_lookalike || _model is not null)) || (isLookalike && _model is not null))
            return ScanError.SecondModel;
        _lookalike |= isLookalike;
        if (!Token(':'))
            return Unexpected;
        SkipWhitespace();
        return isModel ? Model() : Skip();
    }

    private ScanError Model()
    {
        if (Peek is '{' or '[' || IsScalar(Peek))
            return ScanError.ModelNotString;
        int start = _at;
        if (!Token('"'))
            return Unexpected;
        ScanError error = Text(ModelScanner.MaxModelLength, out byte[] name);
        if (error != ScanError.None)
            return error;
        if (name.Length == 0)
            return ScanError.ModelEmpty;
        (_model, _start, _end) = (Encoding.Latin1.GetString(name), start, _at);
        return ScanError.None;
    }

    private ScanError Skip()
    {
        if (IsScalar(Peek))
        {
            while (IsScalar(Peek))
                _at++;
            return ScanError.None;
        }
        if (Peek is not ('"' or '{' or '['))
            return Unexpected;
        int depth = 1;
        bool inString = false;
        do
        {
            if (Peek == -1)
                return ScanError.UnexpectedEnd;
            if (inString && Peek == '\\')
                _at++;
            else if (Peek == '"')
                inString = !inString;
            else if (!inString)
                depth += Peek is '{' or '[' ? 1 : Peek is '}' or ']' ? -1 : 0;
            _at++;
            if (depth > ModelScanner.MaxDepth)
                return ScanError.TooDeep;
        }
        while (depth > 1 || inString);
        return ScanError.None;
    }

    private ScanError Text(int most, out byte[] decoded)
    {
        var bytes = new List<byte>();
        decoded = [];
        while (Peek != '"')
        {
            ScanError error = Character(bytes);
            if (error != ScanError.None)
                return error;
            if (bytes.Count > most)
                return ScanError.ModelTooLong;
        }
        _at++;
        decoded = [.. bytes];
        return ScanError.None;
    }

    private ScanError Character(List<byte> to)
    {
        if (Peek == '\\')
            return Escape(to);
        if (Peek is >= 0 and < ' ')
            return ScanError.InvalidSyntax;
        var status = Rune.DecodeFromUtf8(_body.AsSpan(_at), out _, out int length);
        if (status != System.Buffers.OperationStatus.Done)
            return status == System.Buffers.OperationStatus.NeedMoreData ? ScanError.UnexpectedEnd : ScanError.InvalidUtf8;
        to.AddRange(_body.AsSpan(_at, length));
        _at += length;
        return ScanError.None;
    }

    private ScanError Escape(List<byte> to)
    {
        const string Letters = "\"\\/bfnrt";
        const string Meanings = "\"\\/\b\f\n\r\t";
        _at++;
        if (Peek == -1)
            return ScanError.UnexpectedEnd;
        if (Letters.IndexOf((char)Peek) is var letter and >= 0)
        {
            to.Add((byte)Meanings[letter]);
            _at++;
            return ScanError.None;
        }
        ScanError error = Unit(out char unit);
        if (error != ScanError.None)
            return error;
        string text = unit.ToString();
        if (char.IsHighSurrogate(unit))
        {
            if (Peek != '\\')
                return Peek == -1 ? ScanError.UnexpectedEnd : ScanError.InvalidEscape;
            _at++;
            error = Unit(out char low);
            if (error != ScanError.None)
                return error;
            text += low;
        }
        if (char.IsSurrogate(unit) && !(text.Length == 2 && char.IsSurrogatePair(text, 0)))
            return ScanError.InvalidEscape;
        to.AddRange(Encoding.UTF8.GetBytes(text));
        return ScanError.None;
    }

    private ScanError Unit(out char unit)
    {
        unit = '\0';
        if (Peek != 'u')
            return Peek == -1 ? ScanError.UnexpectedEnd : ScanError.InvalidEscape;
        _at++;
        for (int i = 0; i < 4; i++, _at++)
        {
            if (Peek == -1)
                return ScanError.UnexpectedEnd;
            if (!char.IsAsciiHexDigit((char)Peek))
                return ScanError.InvalidEscape;
            unit = (char)((unit << 4) | Convert.ToInt32(((char)Peek).ToString(), 16));
        }
        return ScanError.None;
    }

    private bool Token(char token)
    {
        SkipWhitespace();
        if (Peek != token)
            return false;
        _at++;
        return true;
    }

    private void SkipWhitespace()
    {
        while (Peek is ' ' or '\t' or '\r' or '\n')
            _at++;
    }

    private static bool IsScalar(int b) => b is '+' or '-' or '.' || (b >= 0 && char.IsAsciiLetterOrDigit((char)b));
}
