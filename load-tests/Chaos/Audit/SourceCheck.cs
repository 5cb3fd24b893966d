using Edge.LoadTests.Chaos.Material;

namespace Edge.LoadTests.Chaos.Audit;

/// <summary>A body that must be exactly what a source makes.</summary>
/// <param name="nonce">Whose it must be.</param>
/// <param name="source">Makes it again, from its beginning.</param>
/// <param name="what">Of what, for findings.</param>
internal sealed class SourceCheck(Nonce nonce, Source source, string what) : BodyCheck
{
    private const int Step = 1024;
    private long _at;

    /// <inheritdoc/>
    internal override bool IsWhole => _at == source.Length;

    /// <summary>How many bytes there must be.</summary>
    internal long Length => source.Length;

    /// <inheritdoc/>
    internal override void Take(ReadOnlySpan<byte> bytes)
    {
        Span<byte> expected = stackalloc byte[Step];
        while (!bytes.IsEmpty && Mistake is null)
        {
            int count = source.Read(expected[..Math.Min(Step, bytes.Length)]);
            if (count == 0)
                Mistake = Difference(nonce, bytes, $"bytes behind the end of {what}");
            else if (!bytes[..count].SequenceEqual(expected[..count]))
                Mistake = Difference(nonce, bytes, $"other bytes than those of {what}");
            _at += count;
            bytes = bytes[count..];
        }
    }

    /// <summary>What bytes show that should not be there: those of another request, if they say so.</summary>
    internal static Finding Difference(Nonce nonce, ReadOnlySpan<byte> bytes, string what) =>
        nonce.FindsOther(bytes, out _) ? new Finding(ViolationKind.CrossTalk, $"another request's bytes: {what}") : new Finding(ViolationKind.Wrong, what);
}
