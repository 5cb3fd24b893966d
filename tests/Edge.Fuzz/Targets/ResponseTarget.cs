using Edge.Fuzz.Engine;
using Edge.Http1;
using Edge.Tests.Http1;

namespace Edge.Fuzz.Targets;

/// <summary>The reader of answers, head and body: it reads what the oracle reads, and the same however the input is cut.</summary>
/// <param name="oracle">The grammar, with whether the answer is to HEAD.</param>
internal sealed class ResponseTarget(Func<byte[], bool, Reading> oracle) : FuzzTarget
{
    internal const string Title = "response";

    private readonly ResponseReader _reader = new();
    private readonly Cuts _cuts = new();

    /// <summary>With the grammar as it is.</summary>
    internal ResponseTarget()
        : this(ResponseOracle.Read)
    {
    }

    /// <inheritdoc/>
    internal override string Name => Title;

    /// <inheritdoc/>
    internal override Vocabulary Words { get; } = new(
        Vocabulary.Bytes([
            .. Answers.Splinters, "HTTP/1.1 200 OK\r\n", "HTTP/1.1 205 \r\n", "Content-Length:", "Transfer-Encoding:", "Connection:", "Content-Type: text/event-stream\r\n",
            "Content-Encoding: identity\r\n", "A\r\n0123456789\r\n", ";a=\"b\"", "\v", "X-A: b\r\n", "Connection: x-a\r\n", "Set-Cookie: a\r\n",
        ]),
        (byte)'\n');

    /// <inheritdoc/>
    internal override IEnumerable<byte[]> Seeds => Vocabulary.Bytes([.. Answers.Good, .. Answers.Broken]);

    /// <inheritdoc/>
    internal override string? Check(byte[] input, Dice dice)
    {
        bool isHead = dice.OneIn(16);
        var whole = Reading.Of(_reader, input, isHead);
        Outcome = Labels.Join(whole.Good ? Labels.Of(whole.Head.Split('\n')[0]) : Labels.Of(whole.Error), Math.Min(whole.Body.Length, 40) / 8, whole.Reusable ? 1 : 0);
        Reading expected = oracle(input, isHead);
        if (whole.Good != expected.Good || (whole.Good && whole != expected))
            return $"{whole}\nnot what the grammar says:\n{expected}";
        var cut = Reading.Of(_reader, input, isHead, _cuts.Next(dice, input.Length));
        return cut == whole ? null : $"{whole}\nbut when it is cut\n{cut}";
    }
}
