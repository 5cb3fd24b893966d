using System.Text;
using ConfigSync.Resources;
using ConfigSync.Tests.Resources;
using Edge.Fuzz.Engine;
using ConfigMutator = ConfigSync.Tests.Resources.Mutator;

namespace Edge.Fuzz.Targets;

/// <summary>
/// The readers of <c>edge.json</c> and of stored documents: each document is a configuration or a list of mistakes with places that are
/// in it, and a stored one that is taken is the same after it was written. The first byte says what a document is: D, R, K and A are
/// a deployment, router, key and account, and any other begins an <c>edge.json</c>.
/// </summary>
internal sealed class ConfigTarget : FuzzTarget
{
    internal const string Title = "config";

    /// <inheritdoc/>
    internal override string Name => Title;

    /// <inheritdoc/>
    internal override Vocabulary Words { get; } = new(
        [.. ConfigMutator.Pieces.Select(Encoding.UTF8.GetBytes), .. Vocabulary.Bytes(
            "\"endpoints\":", "\"url\":\"http://a\"", "\"names\":[", "\"account\":\"team\",", "\"deployments\":[", "\"keys\":[", "\"routers\":[", "\"off\"", "\"1ms\"", "\"1h\"",
            "\"0s\"", "\"10GiB\"", "\"accounts/team/deployments/a\"", "\"*\"", "\"[::1]:80\"", "\"0.0.0.0:0\"", "\"10.0.0.0/33\"", "\"https://\"", "\"sha256:\"", "\xEF\xBB\xBF",
            "\"2026-03-01T08:30:00Z\"", "\"2026-13-01T08:30:00Z\"", "\"0001-01-01T00:00:00+14:00\"", "\"9999-12-31T23:59:60Z\"", "\\n", "\\u0000", "\\uDE00", "\xF0\x9F\x98\x80", "D", "R", "K", "A")],
        (byte)',', MostBytes: 16_000);

    /// <inheritdoc/>
    internal override IEnumerable<byte[]> Seeds =>
        [Encoding.UTF8.GetBytes(FullDocument.Text), .. StoredDocuments.All.Select(stored => (byte[])[Letter(stored.Kind), .. Encoding.UTF8.GetBytes(stored.Document)])];

    /// <inheritdoc/>
    internal override string? Check(byte[] input, Dice dice)
    {
        ResourceKind? kind = input is [var first, ..] ? KindOf(first) : null;
        IReadOnlyList<ConfigError> errors = kind is { } stored
            ? DocumentChecks.Stored(StoredDocuments.Key(stored), input[1..])
            : DocumentChecks.EdgeJson(input);
        Outcome = Labels.Join(kind is null ? -1 : (int)kind, Math.Min(errors.Count, 3), errors.Count > 0 ? Labels.Of(errors[0].Problem) : 0);
        return null;
    }

    private static byte Letter(ResourceKind kind) => (byte)kind.ToString()[0];

    private static ResourceKind? KindOf(byte letter)
    {
        foreach (ResourceKind kind in Enum.GetValues<ResourceKind>())
        {
            if (Letter(kind) == letter)
                return kind;
        }
        return null;
    }
}
