using Edge.Fuzz.Engine;
using Edge.Http1;
using Edge.Tests.Http1;

namespace Edge.Fuzz.Targets;

/// <summary>
/// The parser of request heads, with the limits of the program and with narrow ones: it reads what the oracle reads, no beginning of
/// an input is judged otherwise than the whole, and what follows a head does not matter.
/// </summary>
/// <param name="oracle">The grammar: what a good head says, empty for any other.</param>
internal sealed class RequestHeadTarget(Func<byte[], RequestLimits, string> oracle) : FuzzTarget
{
    internal const string Title = "request-head";

    private static readonly RequestLimits Wide = new();
    private static readonly RequestLimits Narrow = new(LineBytes: 48, HeadBytes: 160, Fields: 4);

    private readonly RequestHeadParser _wide = new(Wide);
    private readonly RequestHeadParser _narrow = new(Narrow);
    private readonly Cuts _cuts = new();

    /// <summary>With the grammar as it is.</summary>
    internal RequestHeadTarget()
        : this(RequestOracle.Read)
    {
    }

    /// <inheritdoc/>
    internal override string Name => Title;

    /// <inheritdoc/>
    internal override Vocabulary Words { get; } = new(
        Vocabulary.Bytes([
            .. RequestHeads.Splinters, "\r", "GET ", "PUT ", " /", "*", "HTTP/1.", "http://", "https://edge:443", "edge:80", "Host:", "Host: \r\n", "Connection:",
            "Content-Length:", "Transfer-Encoding:", "Expect:", "gzip, chunked", "keep-alive", ",,", "\v", "\t\t", "%2e", "//", "[::1]", "x: y\r\n",
            "Connection: content-length\r\n", "Connection: " + string.Join(',', Enumerable.Range(0, 33).Select(i => $"o{i}")) + "\r\n",
        ]),
        (byte)'\n');

    /// <inheritdoc/>
    internal override IEnumerable<byte[]> Seeds => Vocabulary.Bytes([.. RequestHeads.Good, .. RequestHeads.Refused.Select(refused => refused.Head)]);

    /// <inheritdoc/>
    internal override string? Check(byte[] input, Dice dice)
    {
        bool isNarrow = dice.OneIn(4);
        (RequestHeadParser parser, RequestLimits limits) = isNarrow ? (_narrow, Narrow) : (_wide, Wide);
        RequestReading whole = RequestReading.Of(parser, input);
        Outcome = Labels.Join(isNarrow ? 1 : 0, (int)whole.Step, Labels.Of(whole.Flaw), whole.Step == RequestParse.Ok ? Shape(parser) : 0);
        string expected = oracle(input, limits);
        if (whole.Head != expected)
            return $"{limits}\n{whole}\nnot what the grammar says:\n{expected}";
        if (whole.Step == RequestParse.NeedMore && RequestOracle.IsWhole(input))
            return "more is wanted behind an empty line";
        return Beginnings(parser, input, whole, dice) ?? Followed(parser, input, whole, dice);
    }

    private string? Beginnings(RequestHeadParser parser, byte[] input, RequestReading whole, Dice dice)
    {
        ReadOnlySpan<int> cuts = _cuts.Next(dice, input.Length);
        for (int i = 0; i < Math.Min(cuts.Length, 6); i++)
        {
            RequestReading part = RequestReading.Of(parser, input.AsSpan(0, cuts[i]));
            if (part.Step != RequestParse.NeedMore && part != whole)
                return $"{part} of the first {cuts[i]} bytes, but {whole} of all";
        }
        return null;
    }

    private static string? Followed(RequestHeadParser parser, byte[] input, RequestReading whole, Dice dice)
    {
        if (whole.Step == RequestParse.NeedMore)
            return null;
        byte[] more = [.. input, (byte)dice.Next(256), (byte)'\r', (byte)'\n'];
        RequestReading followed = RequestReading.Of(parser, more);
        return followed == whole ? null : $"{whole}, but with more behind it {followed}";
    }

    private static int Shape(RequestHeadParser head) => Labels.Join(
        (int)head.Form, head.MinorVersion, (int)head.Framing, head.KeepAlive ? 1 : 0, head.ExpectsContinue ? 1 : 0, Math.Min(head.FieldCount, 20) / 4);
}
