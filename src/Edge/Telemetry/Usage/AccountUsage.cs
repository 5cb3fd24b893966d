using System.Collections.Concurrent;

namespace Edge.Telemetry.Usage;

/// <summary>What one account used: in all, and by key and model. One thread adds, any may read.</summary>
/// <param name="mostRows">How many pairs of key and model are told apart.</param>
internal sealed class AccountUsage(int mostRows)
{
    private readonly ConcurrentDictionary<UsageRow, UsageTotals> _rows = new(concurrencyLevel: 1, capacity: 7);

    /// <summary>All of it.</summary>
    internal UsageTotals Total { get; } = new();

    /// <summary>That of the keys and models beyond the bound.</summary>
    internal UsageTotals Rest { get; } = new();

    /// <summary>By key and model, in no order.</summary>
    internal IEnumerable<KeyValuePair<UsageRow, UsageTotals>> Rows => _rows;

    /// <summary>The totals of <paramref name="row"/>, begun where there are none yet and there is room. By the thread that adds.</summary>
    internal UsageTotals Row(UsageRow row)
    {
        if (_rows.TryGetValue(row, out UsageTotals? totals))
            return totals;
        return _rows.Count < mostRows ? _rows[row] = new UsageTotals() : Rest;
    }
}

/// <summary>What usage of an account is told apart by.</summary>
/// <param name="Key">Name of the key; empty for callers without one.</param>
/// <param name="Model">Full name of the router or deployment that the model's name led to.</param>
internal readonly record struct UsageRow(string Key, string Model);
