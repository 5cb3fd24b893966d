namespace Edge.Control.Console;

/// <summary>Who watches: so many clients at most, and of one account fewer, so that its key keeps nobody else out. Safe from any thread.</summary>
internal sealed class Audience
{
    /// <summary>So many clients may watch at once: an update costs some milliseconds where there are thousands of routers.</summary>
    internal const int Most = 16;

    /// <summary>So many of them may be of one account: a few people with a window each.</summary>
    internal const int MostOfAccount = 4;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _ofAccounts = new(StringComparer.Ordinal);
    private int _all;

    /// <summary>Takes a place, which <see cref="Leave"/> gives back.</summary>
    /// <param name="account">The account of the client; null where it is of none.</param>
    /// <returns>Null, or why there is none, for people.</returns>
    internal string? Enter(string? account)
    {
        lock (_gate)
        {
            int own = account is null ? 0 : _ofAccounts.GetValueOrDefault(account);
            if (own >= MostOfAccount)
                return $"{MostOfAccount} consoles of the account '{account}' are open on this edge, which is as many as may be. Close one, and try again.";
            if (_all >= Most)
                return $"{Most} consoles are open on this edge, which is as many as may be. Close one, and try again.";
            _all++;
            if (account is not null)
                _ofAccounts[account] = own + 1;
            return null;
        }
    }

    /// <summary>Gives the place of a client of this account back.</summary>
    internal void Leave(string? account)
    {
        lock (_gate)
        {
            _all--;
            if (account is not null && --_ofAccounts[account] == 0)
                _ofAccounts.Remove(account);
        }
    }
}
