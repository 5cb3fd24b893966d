using System.Text;
using ConfigSync.Resources;

namespace ConfigSync.Snapshots;

/// <summary>
/// Everything routing needs to know at one moment, immutable. A request reads the current one once and keeps it. Two that
/// follow each other share what did not change. Safe from any thread.
/// </summary>
public sealed class RoutingSnapshot
{
    private readonly NameTable<RouteEntry> _fullNames;
    private readonly KeyTable _keys;
    private readonly NameTable<AccountModel> _accounts;
    private readonly CredentialFields _credentialFields;

    internal RoutingSnapshot(
        long version,
        NameTable<RouteEntry> fullNames,
        KeyTable keys,
        NameTable<AccountModel> accounts,
        string? anonymous,
        IReadOnlyList<RouteEntry> entries,
        IReadOnlyList<DeploymentModel> deployments,
        CredentialFields credentialFields)
    {
        Version = version;
        _fullNames = fullNames;
        _keys = keys;
        _accounts = accounts;
        Anonymous = anonymous is null ? null : FindAccount(anonymous);
        Entries = entries;
        Deployments = deployments;
        _credentialFields = credentialFields;
    }

    /// <summary>Grows by one with each snapshot that is compiled.</summary>
    public long Version { get; }

    /// <summary>The account of callers without a key; null refuses them.</summary>
    public AccountModel? Anonymous { get; }

    /// <summary>
    /// Whether presented keys are looked at: where any is defined, and where there is a store that keys come from, so that one which was
    /// revoked lets nobody in though it was the last.
    /// </summary>
    public bool ChecksKeys => _keys.Count > 0 || _keys.AreManaged;

    /// <summary>All routers and deployments, routers first, in the order they were written or came later.</summary>
    public IReadOnlyList<RouteEntry> Entries { get; }

    /// <summary>All deployments, in the same order.</summary>
    public IReadOnlyList<DeploymentModel> Deployments { get; }

    /// <summary>
    /// Whether a deployment proves Edge by a field of this name, so that no caller may send one of its own. The usual
    /// fields of keys are never forwarded anyway. In any case of its letters; allocates nothing.
    /// </summary>
    public bool IsCredentialField(ReadOnlySpan<byte> name) => _credentialFields.Contains(name);

    /// <summary>The same for a name in characters.</summary>
    public bool IsCredentialField(string name) => _credentialFields.Contains(name);

    /// <summary>The account by its id, or null. Allocates nothing for an id of an account that could be.</summary>
    public AccountModel? FindAccount(string id)
    {
        Span<byte> buffer = stackalloc byte[64];
        return _accounts.Find(Encoding.UTF8.TryGetBytes(id, buffer, out int length) ? buffer[..length] : Encoding.UTF8.GetBytes(id));
    }

    /// <summary>The deployment by its full name, or null. Not for the path of a request.</summary>
    public DeploymentModel? FindDeployment(string fullName) => _fullNames.Find(Encoding.UTF8.GetBytes(fullName))?.Deployment;

    /// <summary>The account a presented key acts for, or null; takes the same time for any wrong key.</summary>
    public AccountModel? Authenticate(ReadOnlySpan<byte> key) => Authenticate(key, out _);

    /// <summary>The same, with the <paramref name="name"/> of the key; null where it acts for nobody.</summary>
    public AccountModel? Authenticate(ReadOnlySpan<byte> key, out string? name)
    {
        name = null;
        if (_keys.Find(key) is not { } found || (found.Scopes & KeyScopes.Inference) == 0 || FindAccount(found.Account) is not { } account)
            return null;
        name = found.Name;
        return account;
    }

    /// <summary>Whether some key may look at resources or change them: until then only addresses that nobody else reaches are open for that.</summary>
    public bool HasControlKeys => _keys.Control > 0;

    /// <summary>What is known of a presented key, whatever it allows; null for nothing.</summary>
    public KeyConfig? FindKey(ReadOnlySpan<byte> key) => _keys.Find(key);

    /// <summary>
    /// Resolves what <c>model</c> says for a caller, in the order of specs/fireworks.md, "What model may say". Allocates nothing.
    /// </summary>
    public RouteMatch Find(AccountModel caller, ReadOnlySpan<byte> model)
    {
        ulong hashed = NameHash.Of(model);
        if ((caller.Names.Find(hashed, model) ?? FindFull(caller, hashed, model)) is { } entry)
            return new RouteMatch(entry);
        int hash = model.LastIndexOf((byte)'#');
        if (hash < 0)
            return default;
        ReadOnlySpan<byte> name = model[(model[..hash].LastIndexOf((byte)'/') + 1)..hash];
        return name.IsEmpty || FindDeployment(caller, model[(hash + 1)..]) is not { } deployment
            ? default
            : new RouteMatch(deployment, name);
    }

    private RouteEntry? FindFull(AccountModel caller, ulong hashed, ReadOnlySpan<byte> name)
    {
        RouteEntry? entry = _fullNames.Find(hashed, name);
        return entry is not null && (entry.IsPublic || entry.Account == caller.Id) ? entry : null;
    }

    private RouteEntry? FindDeployment(AccountModel caller, ReadOnlySpan<byte> name)
    {
        ulong hashed = NameHash.Of(name);
        return caller.Deployments.Find(hashed, name) ?? (FindFull(caller, hashed, name) is { IsDeployment: true } entry ? entry : null);
    }
}
