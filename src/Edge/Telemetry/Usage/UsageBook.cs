using System.Collections.Concurrent;
using Edge.Telemetry.Records;

namespace Edge.Telemetry.Usage;

/// <summary>
/// What accounts and their keys used since the start, for <c>GET /v1/usage</c>. In memory and bounded: beyond <paramref name="mostRows"/> keys
/// and models, what comes new is counted under the key and model <c>other</c> of its account. One thread counts, any may read.
/// </summary>
/// <param name="since">When counting began.</param>
/// <param name="mostRows">How many pairs of key and model are told apart, over all accounts.</param>
internal sealed class UsageBook(DateTimeOffset since, int mostRows = 16_384) : IRecordSink
{
    private const string Other = "other";
    private readonly ConcurrentDictionary<string, AccountUsage> _accounts = new(StringComparer.Ordinal);
    private int _rows;

    /// <summary>When counting began.</summary>
    internal DateTimeOffset Since { get; } = since;

    /// <summary>What <paramref name="account"/> used; null where that is nothing yet.</summary>
    internal AccountUsage? Find(string account) => _accounts.GetValueOrDefault(account);

    /// <inheritdoc/>
    public void Take(in RequestRecord record)
    {
        if (record.IsAttempt || record.Account is not { } id || record.Router is not { } model)
            return;
        if (!_accounts.TryGetValue(id, out AccountUsage? account))
            _accounts[id] = account = new AccountUsage();
        long cost = TokenCost.Of(record.Pricing, in record.Usage);
        RowOf(account, new UsageRow(record.Key ?? "", model)).Add(in record.Usage, cost);
        account.Total.Add(in record.Usage, cost);
    }

    /// <inheritdoc/>
    public void Flush()
    {
    }

    private UsageTotals RowOf(AccountUsage account, UsageRow row)
    {
        if (account.Find(row) is { } known)
            return known;
        if (_rows < mostRows)
        {
            _rows++;
            return account.Begin(row);
        }
        var rest = new UsageRow(Other, Other);
        return account.Find(rest) ?? account.Begin(rest);
    }
}
