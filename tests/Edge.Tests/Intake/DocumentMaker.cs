using System.Text;

namespace Edge.Tests.Intake;

/// <summary>Makes valid JSON objects with everything that makes finding <c>model</c> hard. The same seed makes the same documents.</summary>
internal sealed class DocumentMaker(Random random)
{
    private static readonly string[] Keys =
        ["messages", "stream", "tools", "n", "", "mode", "models", "model ", "Model", "MODEL", "mOdEl", "model\0", "model\0x", "\u00E9\u20AC", "\uD83D\uDE00"];

    private static readonly string[] Names = ["gpt", "a/b#c", "\u00E9\u20AC\uD83D\uDE00", "\"\\\n\t", "a\0b", ""];

    private static readonly string[] LongNames = [new('n', 1023), new('n', 1024), new('\u00E9', 513)];

    private static readonly string[] Pieces =
        ["\"", "\\", "{", "}", "[", "]", ":", ",", "/*", "'", "model", "\"model\":\"no\"", "\n", "\0", "\u007F", "\u00E9", "\u20AC", "\uD83D\uDE00", "text ", "\\u0022"];

    private static readonly string[] Scalars = ["0", "-1", "1.5e+300", "12345678901234567890123456789", "true", "false", "null"];

    private readonly StringBuilder _text = new();

    /// <summary>One document. It mostly has one good <c>model</c>; sometimes none, several or a bad one.</summary>
    internal byte[] Next()
    {
        _text.Clear();
        Space();
        int models = random.Next(8) switch { 0 => 0, 1 => 2, _ => 1 };
        int keys = random.Next(6);
        Members('{', '}', keys + models, i => Member(i, ref models, keys));
        Space();
        return Encoding.UTF8.GetBytes(_text.ToString());
    }

    private void Member(int index, ref int models, int others)
    {
        bool isModel = models > 0 && random.Next(others + 1 + models - Math.Min(index, others)) < models;
        if (isModel)
            models--;
        Text(isModel ? "model" : random.Next(12) == 0 ? Pick(Keys) : Keys[random.Next(8)]);
        Space();
        _text.Append(':');
        Space();
        if (isModel && random.Next(10) > 0)
            Text(Pick(random.Next(20) == 0 ? LongNames : Names));
        else
            Value(0);
    }

    private void Value(int depth)
    {
        switch (random.Next(depth > 5 ? 5 : 9))
        {
            case 0 or 1:
                _text.Append(Pick(Scalars));
                break;
            case < 5:
                Text(string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => Pick(Pieces))));
                break;
            case < 7:
                Members('[', ']', random.Next(4), _ => Value(depth + 1));
                break;
            default:
                Members('{', '}', random.Next(4), _ => Pair(depth));
                break;
        }
    }

    private void Pair(int depth)
    {
        Text(random.Next(3) == 0 ? "model" : Pick(Keys));
        _text.Append(':');
        Value(depth + 1);
    }

    private void Members(char open, char close, int count, Action<int> member)
    {
        _text.Append(open);
        for (int i = 0; i < count; i++)
        {
            _text.Append(i == 0 ? "" : ",");
            Space();
            member(i);
            Space();
        }
        _text.Append(close);
    }

    private void Text(string text)
    {
        bool escapeMuch = random.Next(4) == 0;
        _text.Append('"');
        foreach (char c in text)
        {
            if (c is '"' or '\\' && random.Next(2) == 0)
                _text.Append('\\').Append(c);
            else if (c < ' ' || c is '"' or '\\' || (escapeMuch && random.Next(2) == 0 && !char.IsSurrogate(c)))
                _text.Append(random.Next(2) == 0 ? $"\\u{(int)c:x4}" : $"\\u{(int)c:X4}");
            else if (escapeMuch && char.IsSurrogate(c))
                _text.Append($"\\u{(int)c:x4}");
            else
                _text.Append(c);
        }
        _text.Append('"');
    }

    private void Space()
    {
        while (random.Next(4) == 0)
            _text.Append(" \t\r\n"[random.Next(4)]);
    }

    private string Pick(string[] from) => from[random.Next(from.Length)];
}
