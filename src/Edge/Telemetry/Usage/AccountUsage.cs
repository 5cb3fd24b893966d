using System.Collections.Concurrent;

namespace Edge.Telemetry.Usage;

/// <summary>What one account used: in all, and by key and model. One thread adds, any may read.</summary>
internal sealed class AccountUsage
{
    private readonly ConcurrentDictionary<UsageRow, UsageTotals> _rows = new(concurrencyLevel: 1, capacity: 7);

    /// <summary>All of it.</summary>
    internal UsageTotals Total { get; } = new();

    /// <summary>By key and model, in no order.</summary>
    internal IEnumerable<KeyValuePair<UsageRow, UsageTotals>> Rows => _rows;

    /// <summary>The totals of <paramref name="row"/>; null where there are none yet.</summary>
    internal UsageTotals? Find(UsageRow row) => _rows.GetValueOrDefault(row);

    /// <summary>Begins the totals of <paramref name="row"/>, of which there are none.</summary>
    internal UsageTotals Begin(UsageRow row) => _rows[row] = new UsageTotals();
}

/// <summary>What usage of an account is told apart by.</summary>
/// <param name="Key">Name of the key; empty for callers without one.</param>
/// <param name="Model">Full name of the router or deployment that the model's name led to.</param>
internal readonly record struct UsageRow(string Key, string Model);
