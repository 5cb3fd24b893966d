namespace ConfigSync.Snapshots;

/// <summary>How many deployments prove Edge by which field, between two snapshots. One thread at a time.</summary>
internal sealed class CredentialFieldsDraft
{
    private readonly Dictionary<string, int> _uses = new(StringComparer.OrdinalIgnoreCase);
    private CredentialFields? _fields;

    /// <summary>One deployment more has this model; null counts nothing.</summary>
    internal void Hold(DeploymentModel? model)
    {
        if (model?.Config.Auth is not { } auth)
            return;
        int uses = _uses.GetValueOrDefault(auth.Header);
        _uses[auth.Header] = uses + 1;
        if (uses == 0)
            _fields = null;
    }

    /// <summary>One deployment less has this model; null counts nothing.</summary>
    internal void Release(DeploymentModel? model)
    {
        if (model?.Config.Auth is not { } auth || --_uses[auth.Header] > 0)
            return;
        _uses.Remove(auth.Header);
        _fields = null;
    }

    /// <summary>The fields as they are now.</summary>
    internal CredentialFields ToFields() => _fields ??= new CredentialFields(_uses.Keys);
}
