using Edge.Mock.Wire;

namespace Edge.Mock;

/// <summary>One request's place in the counters and the log of its replica. Used by the connection's task.</summary>
internal sealed class MockTicket
{
    private readonly MockReplica _replica;
    private MockLogEntry _entry;
    private long _rawBytes;

    /// <summary>Begins to count a request; <paramref name="head"/> is null when it could not be read.</summary>
    internal MockTicket(MockReplica replica, MockHead? head, long connection)
    {
        _replica = replica;
        replica.Counters.Began();
        _entry = new MockLogEntry
        {
            Sequence = replica.Log.NextSequence(),
            Connection = connection,
            StartedAt = replica.Now,
            Method = head?.Method ?? "",
            Path = head?.Target ?? "",
            Headers = head?.Fields ?? [],
        };
        replica.Log.Put(_entry);
    }

    /// <summary>The request's number on its replica.</summary>
    internal long Sequence => _entry.Sequence;

    /// <summary>Notes the fault that is played.</summary>
    internal void Plays(string fault) => _entry = _entry with { Fault = fault };

    /// <summary>Notes the rule the request broke.</summary>
    internal void Breaks(string rule) => _entry = _entry with { Error = rule };

    /// <summary>Notes what was received so far; <paramref name="rawBytes"/> counts from the start of the head.</summary>
    internal void Received(long rawBytes, MockBody body)
    {
        _replica.Counters.AddBytesIn(rawBytes - _rawBytes);
        _rawBytes = rawBytes;
        _entry = _entry with { BodyBytes = body.Length, BodySha256 = body.Sha256 };
        _replica.Log.Put(_entry);
    }

    /// <summary>Notes what was asked for.</summary>
    internal void Asks(MockReply reply)
    {
        if (reply.Streamed)
            _replica.Counters.Streaming();
        _entry = _entry with { Model = reply.Model, Streamed = reply.Streamed };
        _replica.Log.Put(_entry);
    }

    /// <summary>Notes the status that goes out.</summary>
    internal void Answers(int status)
    {
        _entry = _entry with { Status = status };
        _replica.Log.Put(_entry);
    }

    /// <summary>
    /// Ends the request. Called with <see cref="MockOutcome.Completed"/> just before the last bytes go out, so that a client
    /// that has its answer finds it counted; called again, only another outcome makes a difference.
    /// </summary>
    internal void End(MockOutcome outcome)
    {
        long now = _replica.Now;
        if (_entry.Outcome == outcome)
            return;
        if (_entry.Outcome == MockOutcome.InFlight)
            _replica.Counters.Ended(outcome, now);
        else
            _replica.Counters.Corrected(outcome, now);
        _entry = _entry with { Outcome = outcome, EndedAt = now };
        _replica.Log.Put(_entry);
    }
}
