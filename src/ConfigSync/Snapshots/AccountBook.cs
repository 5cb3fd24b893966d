using System.Text;

namespace ConfigSync.Snapshots;

/// <summary>All accounts between two snapshots. One thread at a time.</summary>
internal sealed class AccountBook
{
    private readonly Dictionary<string, AccountDraft> _drafts = new(StringComparer.Ordinal);
    private readonly HashSet<AccountDraft> _changed = [];
    private readonly NameTableBuilder<AccountModel> _models = new();

    /// <summary>One thing more names the account.</summary>
    internal void Hold(string id)
    {
        if (!_drafts.TryGetValue(id, out AccountDraft? draft))
        {
            _drafts[id] = draft = new AccountDraft(id);
            _changed.Add(draft);
        }
        draft.Uses++;
    }

    /// <summary>One thing less names the account; with the last one it ends.</summary>
    internal void Release(string id)
    {
        AccountDraft draft = _drafts[id];
        if (--draft.Uses > 0)
            return;
        _drafts.Remove(id);
        _changed.Add(draft);
    }

    /// <summary>The account, which is held, to be changed.</summary>
    internal AccountDraft Change(string id)
    {
        AccountDraft draft = _drafts[id];
        _changed.Add(draft);
        return draft;
    }

    /// <summary>The accounts as they are now, by id; those that did not change keep their model.</summary>
    internal NameTable<AccountModel> ToTable()
    {
        foreach (AccountDraft draft in _changed)
        {
            byte[] id = Encoding.UTF8.GetBytes(draft.Id);
            // An account that ended may have come back as another draft, which is among the changed ones as well.
            if (_drafts.TryGetValue(draft.Id, out AccountDraft? living))
                _models.Set(id, living.ToModel());
            else
                _models.Remove(id);
        }
        _changed.Clear();
        return _models.ToTable();
    }
}
