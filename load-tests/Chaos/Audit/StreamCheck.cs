using Edge.LoadTests.Chaos.Material;

namespace Edge.LoadTests.Chaos.Audit;

/// <summary>
/// A stream that must be the events of a source up to its end mark, or up to the end of any of them and an event that tells of an error.
/// </summary>
/// <param name="nonce">Whose it must be.</param>
/// <param name="source">Makes it again, from its beginning.</param>
internal sealed class StreamCheck(Nonce nonce, EventSource source) : BodyCheck
{
    private readonly ErrorCheck _error = new("data: ", "\n\n");
    private bool _inError;

    /// <inheritdoc/>
    internal override bool IsWhole => source.IsAtEnd && !_inError;

    /// <summary>Whether it stands where an event ends and no error was told.</summary>
    internal bool AtBoundary => source.AtBoundary && !_inError;

    /// <summary>The code of the error that was told, or null.</summary>
    internal string? ErrorCode => _error.Code;

    /// <summary>Whether an event that tells of an error has begun and not ended.</summary>
    internal bool IsWithinError => _inError && !_error.IsWhole;

    /// <inheritdoc/>
    internal override void Take(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty && Mistake is null)
        {
            if (_inError)
            {
                _error.Take(bytes);
                Mistake = _error.Mistake;
                return;
            }
            ReadOnlySpan<byte> rest = source.Rest;
            int same = rest.CommonPrefixLength(bytes);
            source.Advance(same);
            if (same < bytes.Length && (same < rest.Length || rest.IsEmpty))
                BeginError(bytes[same], bytes);
            bytes = bytes[same..];
        }
    }

    /// <summary>An event of the edge's own begins as one of the replica's may; from here on it is taken for one.</summary>
    private void BeginError(byte next, ReadOnlySpan<byte> seen)
    {
        ReadOnlySpan<byte> own = "data: {\"e"u8;
        ReadOnlySpan<byte> begun = source.AtBoundary ? default : source.Begun;
        if (begun.Length >= own.Length || !own.StartsWith(begun) || own[begun.Length] != next)
        {
            Mistake = SourceCheck.Difference(nonce, seen, "other bytes than those of the stream");
            return;
        }
        _inError = true;
        _error.Take(begun);
    }
}
