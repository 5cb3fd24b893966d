using Edge.Fuzz.Engine;
using Edge.Telemetry.Usage;
using Edge.Tests.Telemetry.Usage;

namespace Edge.Fuzz.Targets;

/// <summary>The search for usage in JSON answers: it finds what System.Text.Json finds where that reads the answer, and the same however the input is cut.</summary>
internal sealed class UsageTarget : FuzzTarget
{
    internal const string Title = "usage";

    private readonly Cuts _cuts = new();

    /// <inheritdoc/>
    internal override string Name => Title;

    /// <inheritdoc/>
    internal override Vocabulary Words { get; } = new(
        Vocabulary.Bytes(
            "\"usage\"", "\"usage\":", "\"usage\":{", "\\\"usage\\\":", "usage", "{", "}", "[", "]", ",", ":", "\"", "\\", "\\\\", "null", " ", "\n", "{\"x\":", "},",
            "\"prompt_tokens\":5", "\"completion_tokens\":7", "\"input_tokens\":1,", "\"prompt_tokens_details\":{\"cached_tokens\":3}", "\"total_tokens\":9", "\0", "\xFF",
            new string(' ', 2000), "\"x\":\"" + new string('x', 2030) + "\",", "1e3", "-5", "1000000000000"),
        (byte)',');

    /// <inheritdoc/>
    internal override IEnumerable<byte[]> Seeds => UsageAnswers.Documents.Select(answer => System.Text.Encoding.UTF8.GetBytes(answer.Body));

    /// <inheritdoc/>
    internal override string? Check(byte[] input, Dice dice)
    {
        UsageFigures whole = UsageReading.Document(input);
        UsageFigures? expected = UsageOracle.Document(input);
        Outcome = Labels.Join(
            expected is null ? 1 : 0, Sign(whole.Input), Sign(whole.Output), Sign(whole.CachedInput), Sign(whole.ReasoningOutput), Math.Min(input.AsSpan().Count("\"usage\""u8), 5));
        if (expected is { } figures && whole != figures)
            return $"{whole}, System.Text.Json says {figures}";
        UsageFigures cut = UsageReading.Document(input, _cuts.Next(dice, input.Length));
        return cut == whole ? null : $"{whole}, but {cut} when it is cut";
    }

    private static int Sign(long figure) => Math.Sign(figure) + 1;
}
