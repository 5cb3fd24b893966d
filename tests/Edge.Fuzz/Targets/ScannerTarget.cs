using Edge.Fuzz.Engine;
using Edge.Intake;
using Edge.Tests.Intake;
using IntakeMutator = Edge.Tests.Intake.Mutator;

namespace Edge.Fuzz.Targets;

/// <summary>
/// The scanner of bodies, in all widths at once: each says the same after every piece, and at the end what the rules say and, of
/// whatever System.Text.Json accepts, what that says.
/// </summary>
/// <param name="rules">The rules, slowly.</param>
internal sealed class ScannerTarget(Func<byte[], ScanResult> rules) : FuzzTarget
{
    internal const string Title = "scanner";

    // System.Text.Json says no by an exception, which costs more than all the rest: where the answer is likely a no it is asked this rarely.
    private const int JsonRarely = 64;
    private const int JsonSometimes = 4;

    private static readonly BlockWidth[] Widths = Enum.GetValues<BlockWidth>();

    private readonly ModelScanner[] _scanners = [.. Widths.Select(width => new ModelScanner(width))];
    private readonly Cuts _cuts = new();
    private readonly Fence _fence = new();
    private readonly LongBodies _longBodies = new();

    /// <summary>With the rules as they are.</summary>
    internal ScannerTarget()
        : this(SlowScanner.Scan)
    {
    }

    /// <inheritdoc/>
    internal override string Name => Title;

    /// <inheritdoc/>
    internal override Vocabulary Words { get; } = new(
        [.. IntakeMutator.Snippets, .. Vocabulary.Bytes(
            "\"model\":", "\"model\":\"gpt\"", "\"model\":null,", "\"MODEL\":", "\"mod\\u0065l\":", "\\\\", "\\\"", "\\\\\"", "]}", "{\"x\":", "true", "false",
            "null", "-0.5e+10", "\t", "\r\n", " ", "  ", "\"\":\"\",", "\\uD83D\\uDE00", "\\u0000", "\u00C3\u00A9", "\u00E2\u0082\u00AC")],
        (byte)',');

    /// <inheritdoc/>
    internal override IEnumerable<byte[]> Seeds => ScanCases.Bodies;

    /// <inheritdoc/>
    internal override byte[] Fresh(Dice dice)
    {
        var random = new Random(dice.Next(int.MaxValue));
        return dice.Next(8) switch
        {
            0 => _longBodies.Next(dice),
            1 => ByteSoup.Next(random),
            _ => new DocumentMaker(random).Next(),
        };
    }

    /// <inheritdoc/>
    internal override string? Check(byte[] input, Dice dice)
    {
        ScanResult expected = rules(input);
        Outcome = Labels.Join((int)expected.Error, expected.ModelKnown ? 1 : 0, Math.Min(expected.Model.Length, 3), input.Length / 64 % 8);
        string? wrong = InPieces(_fence.Around(input, dice), _cuts.Next(dice, input.Length));
        for (int i = 0; i < Widths.Length && wrong is null; i++)
        {
            if (!Agrees(_scanners[i], _scanners[i].Finish(), expected))
                wrong = $"{Widths[i]}: {ScanResult.Of(_scanners[i], _scanners[i].Finish())}, the rules say {expected}";
        }
        return wrong ?? ByJson(input, expected, dice);
    }

    private string? InPieces(ReadOnlySpan<byte> body, ReadOnlySpan<int> cuts)
    {
        foreach (ModelScanner scanner in _scanners)
            scanner.Reset();
        int start = 0;
        for (int i = 0; i <= cuts.Length; i++)
        {
            int end = i < cuts.Length ? cuts[i] : body.Length;
            ScanStatus status = _scanners[0].Feed(body[start..end]);
            for (int other = 1; other < _scanners.Length; other++)
            {
                if (_scanners[other].Feed(body[start..end]) != status || !Same(_scanners[other], _scanners[0]))
                    return $"after {end} bytes in {i + 1} pieces {Widths[other]} is not where {Widths[0]} is";
            }
            start = end;
        }
        return null;
    }

    private static bool Same(ModelScanner one, ModelScanner other) =>
        one.Error == other.Error && one.ModelKnown == other.ModelKnown && one.ValueStart == other.ValueStart && one.ValueEnd == other.ValueEnd
        && one.Model.SequenceEqual(other.Model);

    private static bool Agrees(ModelScanner scanner, ScanStatus status, ScanResult expected)
    {
        if (status != expected.Status || scanner.Error != expected.Error || scanner.ModelKnown != expected.ModelKnown
            || scanner.ValueStart != expected.Start || scanner.ValueEnd != expected.End || scanner.Model.Length != expected.Model.Length)
            return false;
        for (int i = 0; i < scanner.Model.Length; i++)
        {
            if (scanner.Model[i] != expected.Model[i])
                return false;
        }
        return true;
    }

    private static string? ByJson(byte[] input, ScanResult expected, Dice dice)
    {
        if (expected.Error != ScanError.None && !dice.OneIn(MayBeJson(expected.Error) ? JsonSometimes : JsonRarely))
            return null;
        var verdict = JsonVerdict.Of(input);
        if (!verdict.IsJson)
            return null;
        string? model = expected.Status == ScanStatus.Complete ? expected.Model : null;
        bool agree = model == verdict.Model && (model is null || (expected.Start, expected.End) == (verdict.Start, verdict.End));
        return agree ? null : $"{expected}, System.Text.Json says {verdict}";
    }

    private static bool MayBeJson(ScanError error) =>
        error is ScanError.MissingModel or ScanError.SecondModel or ScanError.ModelNotString or ScanError.ModelEmpty or ScanError.ModelTooLong;
}
