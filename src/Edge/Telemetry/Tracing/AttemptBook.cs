using Edge.Telemetry.Records;

namespace Edge.Telemetry.Tracing;

/// <summary>
/// Attempts that came to nothing, until the record of their request comes: some minutes later where a long stream followed. The span of the
/// request joins them. Bounded; one thread at a time.
/// </summary>
internal sealed class AttemptBook
{
    /// <summary>Requests that attempts are kept for; beyond it those of the oldest are forgotten. With two attempts each some 700 KiB.</summary>
    internal const int MaxRequests = 1024;
    private readonly Dictionary<ulong, LinkedListNode<Waiting>> _bySpan = [];
    private readonly LinkedList<Waiting> _byAge = new();

    /// <summary>Requests that are waited for.</summary>
    internal int Count => _byAge.Count;

    /// <summary>Keeps an attempt.</summary>
    internal void Add(in RequestRecord attempt)
    {
        if (_bySpan.TryGetValue(attempt.Trace.Span, out LinkedListNode<Waiting>? known))
        {
            known.Value.Attempts.Add(attempt);
            return;
        }
        if (_byAge.Count == MaxRequests)
            Remove(_byAge.First!);
        _bySpan.Add(attempt.Trace.Span, _byAge.AddLast(new Waiting(attempt.Trace.Span, [attempt])));
    }

    /// <summary>Gives out what is kept for the request with <paramref name="span"/>, in order.</summary>
    internal IReadOnlyList<RequestRecord> Take(ulong span)
    {
        if (!_bySpan.TryGetValue(span, out LinkedListNode<Waiting>? found))
            return [];
        Remove(found);
        return found.Value.Attempts;
    }

    private void Remove(LinkedListNode<Waiting> waiting)
    {
        _bySpan.Remove(waiting.Value.Span);
        _byAge.Remove(waiting);
    }

    private readonly record struct Waiting(ulong Span, List<RequestRecord> Attempts);
}
