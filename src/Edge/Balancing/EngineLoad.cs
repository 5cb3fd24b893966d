using System.Buffers.Text;

namespace Edge.Balancing;

/// <summary>How busy a model server says it is, in its metrics (Prometheus' text format): those of vLLM, or SGLang's twins.</summary>
/// <param name="Running">Requests at work.</param>
/// <param name="Waiting">Requests that wait.</param>
/// <param name="CacheUsage">How full its cache of keys and values is, 0 to 1; null where it does not say.</param>
internal sealed record EngineLoad(int Running, int Waiting, double? CacheUsage)
{
    /// <summary>From here on a new request would have to wait for room, or drive others out.</summary>
    private const double FullCache = 0.95;

    /// <summary>More than a server can have; beyond it something else is being counted.</summary>
    private const double Most = 1_000_000;

    /// <summary>
    /// How many of its requests are not this edge's, which has <paramref name="own"/>. With a full cache everything it has counts twice: it is to
    /// get less than one with the same count and some room.
    /// </summary>
    internal int Beside(int own)
    {
        int all = Running + Waiting;
        return Math.Max(0, all - own) + (CacheUsage >= FullCache ? Math.Max(1, all) : 0);
    }

    /// <summary>Reads it from <paramref name="text"/>; null where none of these metrics is there. Several series of one metric are added up.</summary>
    internal static EngineLoad? Read(ReadOnlySpan<byte> text)
    {
        double? running = null, waiting = null, cache = null;
        foreach (Range line in text.Split((byte)'\n'))
        {
            if (!TryReadLine(text[line], out ReadOnlySpan<byte> name, out double value))
                continue;
            if (name.SequenceEqual("vllm:num_requests_running"u8) || name.SequenceEqual("sglang:num_running_reqs"u8))
                running = (running ?? 0) + value;
            else if (name.SequenceEqual("vllm:num_requests_waiting"u8) || name.SequenceEqual("sglang:num_queue_reqs"u8))
                waiting = (waiting ?? 0) + value;
            else if (name.SequenceEqual("vllm:kv_cache_usage_perc"u8) || name.SequenceEqual("vllm:gpu_cache_usage_perc"u8) || name.SequenceEqual("sglang:token_usage"u8))
                cache = Math.Max(cache ?? 0, value);
        }
        return running is null && waiting is null && cache is null ? null : new EngineLoad((int)(running ?? 0), (int)(waiting ?? 0), cache);
    }

    /// <summary>A line is a name, maybe labels in braces, and a number.</summary>
    private static bool TryReadLine(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> name, out double value)
    {
        name = default;
        value = 0;
        int end = line.IndexOfAny((byte)'{', (byte)' ');
        if (end <= 0 || line[0] == '#')
            return false;
        name = line[..end];
        ReadOnlySpan<byte> rest = line[end..];
        if (rest[0] == '{')
        {
            int close = rest.LastIndexOf((byte)'}');
            if (close < 0)
                return false;
            rest = rest[(close + 1)..];
        }
        return Utf8Parser.TryParse(rest.TrimStart((byte)' '), out value, out _) && value is >= 0 and <= Most;
    }
}
