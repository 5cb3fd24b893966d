namespace Edge.Telemetry.Exposition;

/// <summary>
/// While it lives, what its thread records in histograms happened in that span, which becomes the exemplar of the bucket. Costs nothing but the
/// copy of the numbers. To be disposed on the thread that made it.
/// </summary>
internal readonly ref struct ExemplarScope : IDisposable
{
    [ThreadStatic]
    private static SpanIdentity _current;

    private readonly SpanIdentity _before;

    /// <summary>Begins; scopes may lie in each other.</summary>
    internal ExemplarScope(SpanIdentity span) => (_before, _current) = (_current, span);

    /// <summary>The span of this thread; none outside of scopes.</summary>
    internal static ref readonly SpanIdentity Current => ref _current;

    /// <inheritdoc/>
    public void Dispose() => _current = _before;
}
