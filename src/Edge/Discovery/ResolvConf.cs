namespace Edge.Discovery;

/// <summary>The settings in a file like <c>/etc/resolv.conf</c>, read again when it was written. Safe from any thread.</summary>
/// <param name="path">Where it is; when it cannot be read, what was read before holds.</param>
/// <param name="time">The clock of <see cref="LookEvery"/>.</param>
internal sealed class ResolvConf(string path, TimeProvider time)
{
    /// <summary>Where systems keep it.</summary>
    internal const string SystemPath = "/etc/resolv.conf";

    /// <summary>The file is looked at this often at most; it changes with the network of the machine.</summary>
    internal static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private ResolverSettings _settings = ResolvConfText.Read("");

    // The length as well: one that was read while it was written may get no later time.
    private (DateTime Written, long Length) _version;
    private long? _looked;

    /// <summary>The settings now.</summary>
    internal ResolverSettings Current()
    {
        lock (_lock)
        {
            if (_looked is not { } looked || time.GetElapsedTime(looked) >= LookEvery)
            {
                _looked = time.GetTimestamp();
                Look();
            }
            return _settings;
        }
    }

    private void Look()
    {
        try
        {
            // Often it is a link, whose own time says nothing.
            string file = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
            var now = new FileInfo(file);
            (DateTime, long) version = (now.LastWriteTimeUtc, now.Length);
            if (version == _version)
                return;
            _settings = ResolvConfText.Read(File.ReadAllText(file));
            _version = version;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is looked at again soon.
        }
    }
}
