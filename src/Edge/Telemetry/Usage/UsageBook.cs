using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Edge.Telemetry.Records;

namespace Edge.Telemetry.Usage;

/// <summary>
/// What accounts and their keys used since the start, for <c>GET /v1/usage</c>. In memory and bounded: of an account so many pairs of key and model
/// are told apart, and what comes behind them is added up as its rest. One thread counts, any may read.
/// </summary>
/// <param name="since">When counting began.</param>
/// <param name="mostRows">How many pairs of key and model are told apart of an account.</param>
internal sealed class UsageBook(DateTimeOffset since, int mostRows = 1024) : IRecordSink
{
    private const int MostKnown = 16_384;
    private readonly ConcurrentDictionary<string, AccountUsage> _accounts = new(StringComparer.Ordinal);

    // By the very strings of the snapshot in force, which spares the hashes of four names a request.
    private readonly Dictionary<(string Account, string? Key, string Model), (UsageTotals Row, UsageTotals Total)> _known = new(new ByReference());

    /// <summary>When counting began.</summary>
    internal DateTimeOffset Since { get; } = since;

    /// <summary>What <paramref name="account"/> used; null where that is nothing yet.</summary>
    internal AccountUsage? Find(string account) => _accounts.GetValueOrDefault(account);

    /// <inheritdoc/>
    public void Take(in RequestRecord record)
    {
        if (record.IsAttempt || record.Account is not { } account || record.Router is not { } model)
            return;
        if (!_known.TryGetValue((account, record.Key, model), out (UsageTotals Row, UsageTotals Total) totals))
            totals = Find(account, record.Key, model);
        long cost = TokenCost.Of(record.Pricing, in record.Usage);
        totals.Row.Add(in record.Usage, cost);
        totals.Total.Add(in record.Usage, cost);
    }

    /// <inheritdoc/>
    public void Flush()
    {
    }

    private (UsageTotals Row, UsageTotals Total) Find(string id, string? key, string model)
    {
        if (!_accounts.TryGetValue(id, out AccountUsage? account))
            _accounts[id] = account = new AccountUsage(mostRows);
        // Strings are made anew with what they name: what is remembered of old ones goes before it grows without end.
        if (_known.Count >= MostKnown)
            _known.Clear();
        return _known[(id, key, model)] = (account.Row(new UsageRow(key ?? "", model)), account.Total);
    }

    private sealed class ByReference : IEqualityComparer<(string Account, string? Key, string Model)>
    {
        public bool Equals((string Account, string? Key, string Model) x, (string Account, string? Key, string Model) y) =>
            ReferenceEquals(x.Model, y.Model) && ReferenceEquals(x.Key, y.Key) && ReferenceEquals(x.Account, y.Account);

        public int GetHashCode((string Account, string? Key, string Model) names) =>
            HashCode.Combine(RuntimeHelpers.GetHashCode(names.Model), RuntimeHelpers.GetHashCode(names.Key), RuntimeHelpers.GetHashCode(names.Account));
    }
}
