using Edge.LoadTests.Chaos.Plans;

namespace Edge.LoadTests.Chaos.Audit;

/// <summary>The errors of the edge's own that requests of this test may see (src/Edge/Faults/FaultTable.cs); what is not here is a violation.</summary>
internal static class DocumentedErrors
{
    private static readonly Dictionary<string, int> Statuses = new(StringComparer.Ordinal)
    {
        ["connect_failed"] = 502,
        ["connect_timeout"] = 504,
        ["upstream_closed"] = 502,
        ["upstream_malformed"] = 502,
        ["first_byte_timeout"] = 504,
        ["idle_timeout"] = 504,
        ["total_timeout"] = 504,
        ["truncated"] = 502,
        ["no_replica"] = 503,
        ["queue_full"] = 503,
        ["queue_timeout"] = 503,
    };

    /// <summary>What is wrong with an error that answers <paramref name="plan"/>, or null.</summary>
    internal static string? Forbids(Plan plan, int status, string code)
    {
        bool slow = plan.Habit == Habit.SendsSlowly || plan.Front.MayBreak || plan.Front.MayHang;
        if (slow && (status, code) is (408, "request_timeout"))
            return null;
        if (plan.Destination == Destination.Nowhere)
        {
            bool right = plan.IsBad ? (status, code) is (400, "invalid_model") : (status, code) is (404, "model_not_found");
            return right ? null : $"a request that leads nowhere is refused with {status} {code}";
        }
        if (!plan.Destination.MayFail)
            return $"refused where nothing may fail: {status} {code}";
        return Statuses.TryGetValue(code, out int right2) && right2 == status ? null : $"refused for no documented reason: {status} {code}";
    }

    /// <summary>What is wrong with an error that ends a stream of <paramref name="plan"/>, or null.</summary>
    internal static string? ForbidsInStream(Plan plan, string code) =>
        !plan.Destination.MayFail ? $"a stream broken where nothing may fail: {code}" : Statuses.ContainsKey(code) ? null : $"a stream broken for no documented reason: {code}";
}
