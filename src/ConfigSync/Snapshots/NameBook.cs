using System.Text;

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
    // Room for a name of 256 bytes behind the longest account; a longer one makes it grow.
    private byte[] _scratch = new byte[512];

    /// <summary>Full names of all accounts, and <c>a/d</c> for deployments, as they are now.</summary>
    internal NameTable<RouteEntry> ToTable() => _fullNames.ToTable();

    /// <summary>
    /// Puts <paramref name="next"/> in the place of <paramref name="old"/>: two versions of one resource, of which one may be null.
    /// The account is held.
    /// </summary>
    internal void Replace(RouteEntry? old, RouteEntry? next)
    {
        RouteEntry entry = next ?? old!;
        string id = IdOf(entry);
        Settle(_fullNames, entry.FullName, next);
        if (entry.IsDeployment)
            Settle(_fullNames, $"{entry.Account}/{id}", next);

        AccountDraft account = accounts.Change(entry.Account);
        HashSet<string> kept = next is null || old is not { Names.Length: > 0 } ? Nothing : [.. next.Names];
        Replace(account, account.Names, old, next, id, kept);
        if (entry.IsDeployment)
            Replace(account, account.Deployments, old, next, id, kept);
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
        // An id is the last thing a name can be: what has it for an exact name keeps it.
        if (Find(table, id) is not { } holder || ReferenceEquals(holder, old) || !holder.Names.Contains(id))
            Settle(table, id, ById(account, table, id));
        if (next is not null)
        {
            foreach (string name in next.Names)
                Settle(table, name, next);
        }
    }

    /// <summary>What a bare id says in one table of an account: the router before the deployment, where routers count.</summary>
    private RouteEntry? ById(AccountDraft account, NameTableBuilder<RouteEntry> table, string id) =>
        (ReferenceEquals(table, account.Names) ? Find(_fullNames, $"accounts/{account.Id}/routers/{id}") : null)
            ?? Find(_fullNames, $"accounts/{account.Id}/deployments/{id}");

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

    private static string IdOf(RouteEntry entry) => entry.FullName[(entry.FullName.LastIndexOf('/') + 1)..];
}
