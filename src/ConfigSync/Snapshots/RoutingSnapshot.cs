using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;

namespace ConfigSync.Snapshots;

/// <summary>
/// Everything routing needs to know at one moment, immutable. A request reads the current one once and keeps it.
/// Safe from any thread.
/// </summary>
public sealed class RoutingSnapshot
{
    private readonly Utf8Table<RouteEntry> _fullNames;
    private readonly KeyTable _keys;
    private readonly ImmutableDictionary<string, AccountModel> _accounts;
    private readonly FrozenSet<string> _credentialFields;
    private readonly byte[][] _credentialNames;

    internal RoutingSnapshot(
        long version,
        Utf8Table<RouteEntry> fullNames,
        KeyTable keys,
        ImmutableDictionary<string, AccountModel> accounts,
        AccountModel? anonymous,
        ImmutableArray<RouteEntry> entries,
        ImmutableArray<DeploymentModel> deployments)
    {
        Version = version;
        _fullNames = fullNames;
        _keys = keys;
        _accounts = accounts;
        Anonymous = anonymous;
        Entries = entries;
        Deployments = deployments;
        _credentialFields = deployments.Where(d => d.Config.Auth is not null).Select(d => d.Config.Auth!.Header).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        _credentialNames = [.. _credentialFields.Select(Encoding.Latin1.GetBytes)];
    }

    /// <summary>Grows by one with each published snapshot.</summary>
    public long Version { get; }

    /// <summary>The account of callers without a key; null refuses them.</summary>
    public AccountModel? Anonymous { get; }

    /// <summary>Whether any key is defined; where none is, presented keys are not looked at.</summary>
    public bool HasKeys => _keys.Count > 0;

    /// <summary>All routers and deployments, routers first, in the order they were written.</summary>
    public ImmutableArray<RouteEntry> Entries { get; }

    /// <summary>All deployments.</summary>
    public ImmutableArray<DeploymentModel> Deployments { get; }

    /// <summary>
    /// Whether a deployment proves Edge by a field of this name, so that no caller may send one of its own. The usual
    /// fields of keys are never forwarded anyway.
    /// </summary>
    public bool IsCredentialField(string name) => _credentialFields.Contains(name);

    /// <summary>The same for the bytes of a name. Fleets use a name or two, of which the length tells most others apart.</summary>
    public bool IsCredentialField(ReadOnlySpan<byte> name)
    {
        foreach (byte[] credential in _credentialNames)
        {
            if (credential.Length == name.Length && Ascii.EqualsIgnoreCase(credential, name))
                return true;
        }
        return false;
    }

    /// <summary>The account by its id, or null.</summary>
    public AccountModel? FindAccount(string id) => _accounts.GetValueOrDefault(id);

    /// <summary>The account a presented key acts for, or null; takes the same time for any wrong key.</summary>
    public AccountModel? Authenticate(ReadOnlySpan<byte> key) => _keys.Find(key);

    /// <summary>
    /// Resolves what <c>model</c> says for a caller, in the order of specs/fireworks.md, "What model may say". Allocates nothing.
    /// </summary>
    public RouteMatch Find(AccountModel caller, ReadOnlySpan<byte> model)
    {
        if ((caller.Names.Find(model) ?? FindFull(caller, model)) is { } entry)
            return new RouteMatch(entry);
        int hash = model.LastIndexOf((byte)'#');
        if (hash < 0)
            return default;
        ReadOnlySpan<byte> name = model[(model[..hash].LastIndexOf((byte)'/') + 1)..hash];
        return name.IsEmpty || FindDeployment(caller, model[(hash + 1)..]) is not { } deployment
            ? default
            : new RouteMatch(deployment, name);
    }

    private RouteEntry? FindFull(AccountModel caller, ReadOnlySpan<byte> name)
    {
        RouteEntry? entry = _fullNames.Find(name);
        return entry is not null && (entry.IsPublic || entry.Account == caller.Id) ? entry : null;
    }

    private RouteEntry? FindDeployment(AccountModel caller, ReadOnlySpan<byte> name) =>
        caller.Deployments.Find(name) ?? (FindFull(caller, name) is { IsDeployment: true } entry ? entry : null);
}
