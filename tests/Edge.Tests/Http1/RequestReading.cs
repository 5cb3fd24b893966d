using System.Text;
using Edge.Http1;

namespace Edge.Tests.Http1;

/// <summary>Everything a parser made of some bytes, in a form that can be compared.</summary>
internal sealed record RequestReading(RequestParse Step, string Head, int Status = 0, string? Flaw = null)
{
    internal static RequestReading Of(RequestHeadParser parser, ReadOnlySpan<byte> bytes) => parser.Parse(bytes) switch
    {
        RequestParse.Ok => new RequestReading(RequestParse.Ok, Describe(parser, bytes)),
        RequestParse.Refused => new RequestReading(RequestParse.Refused, "", parser.Status, parser.Flaw),
        _ => new RequestReading(RequestParse.NeedMore, ""),
    };

    internal static RequestReading Of(string text) => Of(new RequestHeadParser(new RequestLimits()), Encoding.Latin1.GetBytes(text));

    private static string Describe(RequestHeadParser parser, ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        string target = parser.Form == TargetForm.Other ? "" : Text(parser.Path(bytes)) + "|" + Text(parser.Query(bytes));
        text.Append($"{parser.Length} {Text(parser.Method(bytes))} {parser.Form} {Text(parser.Target(bytes))} {target} 1.{parser.MinorVersion} ");
        text.Append($"{parser.Framing} {parser.ContentLength} keep={parser.KeepAlive} expect={parser.ExpectsContinue}\n");
        for (int i = 0; i < parser.FieldCount; i++)
        {
            string name = Text(parser.Name(bytes, i)), value = Text(parser.Value(bytes, i)), line = Text(parser.Line(bytes, i));
            (line.Length == 0 || line == $"{name}: {value}\r\n").ShouldBeTrue();
            parser.Has(parser.Known(i)).ShouldBeTrue();
            text.Append($"{name}={value}{(parser.IsNamedByConnection(i) ? " (named)" : "")}\n");
        }
        return text.ToString();
    }

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);
}
