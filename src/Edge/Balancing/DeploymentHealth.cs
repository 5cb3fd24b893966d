namespace Edge.Balancing;

/// <summary>How many replicas of one deployment are ejected: never so many that the others could not bear what is left to them. Safe from any thread.</summary>
internal sealed class DeploymentHealth
{
    private readonly Lock _gate = new();
    private int _ejected;
    private int _most = 1;

    /// <summary>There are so many replicas, of which <paramref name="percent"/> may be ejected; one always may.</summary>
    internal void Configure(int replicas, int percent)
    {
        lock (_gate)
            _most = Math.Max(1, (int)((long)replicas * percent / 100));
    }

    /// <summary>Takes one out; false when enough are out.</summary>
    internal bool TryEject()
    {
        lock (_gate)
        {
            if (_ejected >= _most)
                return false;
            _ejected++;
            return true;
        }
    }

    /// <summary>One is back, or gone.</summary>
    internal void Return()
    {
        lock (_gate)
            _ejected--;
    }
}
