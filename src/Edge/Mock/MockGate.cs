namespace Edge.Mock;

/// <summary>The places of one replica: how many requests it works on at once. Any thread.</summary>
/// <param name="places">How many; 0 sets no limit.</param>
/// <param name="queue">Whether a request waits for a place.</param>
internal sealed class MockGate(int places, bool queue) : IDisposable
{
    private readonly SemaphoreSlim? _places = places > 0 ? new SemaphoreSlim(places) : null;

    /// <summary>Takes a place; false when there is none, or when <paramref name="gone"/> came first.</summary>
    internal async ValueTask<bool> EnterAsync(CancellationToken gone)
    {
        if (_places is null || _places.Wait(0, CancellationToken.None))
            return true;
        if (!queue)
            return false;
        try
        {
            await _places.WaitAsync(gone);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Gives a place back.</summary>
    internal void Leave() => _places?.Release();

    /// <inheritdoc/>
    public void Dispose() => _places?.Dispose();
}
