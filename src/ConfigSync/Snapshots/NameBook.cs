using System.Text;
using ConfigSync.Resources;

namespace ConfigSync.Snapshots;

/// <summary>
/// Which name leads where, between two snapshots: the order of specs/fireworks.md, "What model may say", is settled here, one
/// changed entry at a time, so that a lookup asks one table. One thread at a time.
/// </summary>
/// <param name="accounts">The accounts whose names are kept.</param>
internal sealed class NameBook(AccountBook accounts)
{
    private static readonly HashSet<string> Nothing = [];
    private readonly NameTableBuilder<RouteEntry> _fullNames = new();
    private readonly Dictionary<string, RouteEntry> _generated = new(StringComparer.Ordinal);
    // Room for a name of 256 bytes behind the longest account; a longer one makes it grow.
    private byte[] _scratch = new byte[512];

    /// <summary>Full names of all accounts, and <c>a/d</c> for deployments, as they are now.</summary>
    internal NameTable<RouteEntry> ToTable() => _fullNames.ToTable();

    /// <summary>Makes room for the full names of about so many resources that will come.</summary>
    internal void Reserve(int resources) => _fullNames.Reserve(resources);

    /// <summary>The router that somebody wrote, or the deployment, of a full name; null for none.</summary>
    internal RouteEntry? Find(string fullName) => Find(_fullNames, fullName) is { } entry && (entry.IsDeployment || entry.Router is not null) ? entry : null;

    /// <summary>
    /// Puts <paramref name="next"/> in the place of <paramref name="old"/>: two versions of one resource, of which one may be null.
    /// The account is held.
    /// </summary>
    internal void Replace(RouteEntry? old, RouteEntry? next)
    {
        RouteEntry entry = next ?? old!;
        string id = IdOf(entry);
        AccountDraft account = accounts.Change(entry.Account);
        if (entry.IsDeployment)
        {
            Settle(_fullNames, entry.FullName, next);
            Settle(_fullNames, $"{entry.Account}/{id}", next);
        }
        else
        {
            Settle(_fullNames, entry.FullName, next ?? _generated.GetValueOrDefault(entry.FullName));
        }
        HashSet<string> kept = next is null || old is not { Names.Length: > 0 } ? Nothing : [.. next.Names];
        Replace(account, account.Names, old, next, id, kept);
        if (!entry.IsDeployment)
            return;
        Replace(account, account.Deployments, old, next, id, kept);
        Generate(account, entry.Deployment!.Config, next);
        foreach (string name in account.Models.Replace(old, next).Append($"{entry.Account}/{id}"))
            SettleWeak(account, account.Names, name, old);
    }

    /// <summary>The generated router of a deployment; one that somebody wrote goes before it.</summary>
    private void Generate(AccountDraft account, DeploymentConfig deployment, RouteEntry? next)
    {
        string fullName = GeneratedRouter.FullNameFor(deployment);
        bool isFree = Find(_fullNames, fullName) is not { } holder || ReferenceEquals(holder, _generated.GetValueOrDefault(fullName));
        if (next is null)
            _generated.Remove(fullName);
        else
            _generated[fullName] = new RouteEntry(fullName, next.Account, false, [], next.Created, next.Plan);
        if (!isFree)
            return;
        Settle(_fullNames, fullName, _generated.GetValueOrDefault(fullName));
        SettleWeak(account, account.Names, fullName[(fullName.LastIndexOf('/') + 1)..], null);
    }

    /// <summary>The same in one table of the account; <paramref name="kept"/> are those exact names of <paramref name="old"/> that go on.</summary>
    private void Replace(
        AccountDraft account, NameTableBuilder<RouteEntry> table, RouteEntry? old, RouteEntry? next, string id, HashSet<string> kept)
    {
        if (old is not null)
        {
            foreach (string name in old.Names)
            {
                if (!kept.Contains(name) && ReferenceEquals(Find(table, name), old))
                    Settle(table, name, ById(account, table, name));
            }
        }
        if (next is not null && (!next.IsDeployment || ReferenceEquals(table, account.Deployments)))
            SettleWeak(table, id, old, next);
        else
            SettleWeak(account, table, id, old);
        if (next is not null)
        {
            foreach (string name in next.Names)
                Settle(table, name, next);
        }
    }

    /// <summary>What has a name for an exact one keeps it; else it means what ids and models say.</summary>
    private void SettleWeak(AccountDraft account, NameTableBuilder<RouteEntry> table, string name, RouteEntry? old)
    {
        if (!IsExact(table, name, old))
            Settle(table, name, ById(account, table, name));
    }

    private void SettleWeak(NameTableBuilder<RouteEntry> table, string name, RouteEntry? old, RouteEntry next)
    {
        if (table.FindOrAdd(Bytes(name), next) is { } holder && !IsExact(holder, name, old))
            Settle(table, name, next);
    }

    private bool IsExact(NameTableBuilder<RouteEntry> table, string name, RouteEntry? old) => Find(table, name) is { } holder && IsExact(holder, name, old);

    private static bool IsExact(RouteEntry holder, string name, RouteEntry? old) => !ReferenceEquals(holder, old) && holder.Names.Contains(name);

    /// <summary>
    /// What a name means that nobody has for an exact one: own router, own deployment, own model, model of a provider. A name <c>a/d</c> of a
    /// deployment goes before <c>provider/model</c>.
    /// </summary>
    private RouteEntry? ById(AccountDraft account, NameTableBuilder<RouteEntry> table, string id)
    {
        string deployment = $"accounts/{account.Id}/deployments/{id}";
        if (ReferenceEquals(table, account.Deployments))
            return Find(_fullNames, deployment);
        if ((Find(_fullNames, $"accounts/{account.Id}/routers/{id}") ?? Find(_fullNames, deployment)) is { } own)
            return own;
        return account.Models.Has(id) && Find(_fullNames, id)?.Account != account.Id ? account.Models.Find(id) : null;
    }

    private RouteEntry? Find(NameTableBuilder<RouteEntry> table, string name) => table.Find(Bytes(name));

    private void Settle(NameTableBuilder<RouteEntry> table, string name, RouteEntry? entry)
    {
        if (entry is null)
            table.Remove(Bytes(name));
        else
            table.Set(Bytes(name), entry);
    }

    private ReadOnlySpan<byte> Bytes(string name)
    {
        int longest = Encoding.UTF8.GetMaxByteCount(name.Length);
        if (longest > _scratch.Length)
            _scratch = new byte[longest];
        return _scratch.AsSpan(0, Encoding.UTF8.GetBytes(name, _scratch));
    }

    private static string IdOf(RouteEntry entry) => entry.Router?.Id ?? entry.Deployment?.Config.Id ?? entry.FullName[(entry.FullName.LastIndexOf('/') + 1)..];
}
