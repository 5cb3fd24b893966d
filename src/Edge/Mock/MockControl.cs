using System.Text;
using System.Text.Json;
using Edge.Mock.Answers;
using Edge.Mock.Faults;
using Edge.Mock.Wire;

namespace Edge.Mock;

/// <summary>Answers the calls under <c>/mock/</c>, which are about the replica itself and count nowhere.</summary>
/// <param name="replica">The replica.</param>
/// <param name="call">Which call.</param>
internal sealed class MockControl(MockReplica replica, MockCall call) : IJsonAnswer
{
    /// <inheritdoc/>
    public int Tokens => 0;

    /// <summary>Whether a call is one of these.</summary>
    internal static bool Is(MockCall call) => call >= MockCall.MockRequests;

    /// <summary>Does what a call asks for, and answers it; a call that makes no sense changes nothing.</summary>
    internal static MockReply Serve(MockReplica replica, MockCall call, MockHead head, MockBody body)
    {
        if (head.Method != MockRoute.MethodOf(call))
            return MockReply.Of(new ErrorAnswer(405, $"Not allowed to {head.Method} on {head.Path}.", "method_not_allowed"));
        if (call == MockCall.MockReset)
        {
            replica.Counters.Reset();
            replica.Log.Clear();
        }
        if (call == MockCall.MockFault)
        {
            if (MockFaultParser.ParseLines(Encoding.UTF8.GetString(body.Kept.Span), out string error) is not { } rules)
                return MockReply.Of(new ErrorAnswer(400, error, "mock_fault"));
            replica.Faults = rules;
        }
        return new MockReply(200, new MockControl(replica, call));
    }

    /// <inheritdoc/>
    public void WriteJson(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("replica"u8, replica.Index);
        json.WriteNumber("port"u8, replica.Port);
        switch (call)
        {
            case MockCall.MockRequests:
                json.WriteStartArray("requests"u8);
                foreach (MockLogEntry entry in replica.Log.Snapshot())
                    WriteEntry(json, entry);
                json.WriteEndArray();
                break;
            case MockCall.MockFault:
                WriteFaults(json);
                break;
            default:
                WriteCounters(json);
                break;
        }
        json.WriteEndObject();
    }

    private void WriteFaults(Utf8JsonWriter json)
    {
        json.WriteStartArray("faults"u8);
        foreach (MockFaultRule rule in replica.Faults)
        {
            json.WriteStartObject();
            json.WriteString("fault"u8, rule.Fault.Text);
            json.WriteNumber("probability"u8, rule.Probability);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private void WriteCounters(Utf8JsonWriter json)
    {
        MockCounters counters = replica.Counters;
        json.WriteNumber("requests"u8, counters.Requests);
        json.WriteNumber("streams"u8, counters.Streams);
        json.WriteNumber("completed"u8, counters.Completed);
        json.WriteNumber("aborted_by_client"u8, counters.AbortedByClient);
        json.WriteNumber("last_aborted_at_ms"u8, counters.LastAbortedAt);
        json.WriteNumber("faulted"u8, counters.Faulted);
        json.WriteNumber("malformed"u8, counters.Malformed);
        json.WriteNumber("refused"u8, counters.Refused);
        json.WriteNumber("bytes_in"u8, counters.BytesIn);
        json.WriteNumber("bytes_out"u8, counters.BytesOut);
        json.WriteNumber("connections"u8, counters.Connections);
        json.WriteNumber("open_connections"u8, counters.OpenConnections);
        json.WriteNumber("in_flight"u8, counters.InFlight);
        json.WriteNumber("crashes"u8, counters.Crashes);
        IReadOnlyList<MockLogEntry> entries = replica.Log.Snapshot();
        json.WritePropertyName("last"u8);
        if (entries.Count > 0)
            WriteEntry(json, entries[^1]);
        else
            json.WriteNullValue();
    }

    private static void WriteEntry(Utf8JsonWriter json, MockLogEntry entry)
    {
        json.WriteStartObject();
        json.WriteNumber("sequence"u8, entry.Sequence);
        json.WriteNumber("connection"u8, entry.Connection);
        json.WriteNumber("started_at_ms"u8, entry.StartedAt);
        json.WriteNumber("ended_at_ms"u8, entry.EndedAt);
        json.WriteString("method"u8, entry.Method);
        json.WriteString("path"u8, entry.Path);
        json.WriteStartArray("headers"u8);
        foreach (MockField field in entry.Headers)
        {
            json.WriteStartArray();
            json.WriteStringValue(field.Name);
            json.WriteStringValue(field.Value);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteString("model"u8, entry.Model);
        json.WriteBoolean("stream"u8, entry.Streamed);
        json.WriteNumber("body_bytes"u8, entry.BodyBytes);
        json.WriteString("body_sha256"u8, entry.BodySha256);
        json.WriteNumber("status"u8, entry.Status);
        json.WriteString("outcome"u8, OutcomeName(entry.Outcome));
        json.WriteString("fault"u8, entry.Fault);
        json.WriteString("error"u8, entry.Error);
        json.WriteEndObject();
    }

    private static string OutcomeName(MockOutcome outcome) => outcome switch
    {
        MockOutcome.InFlight => "in_flight",
        MockOutcome.AbortedByClient => "aborted_by_client",
        MockOutcome.Completed => "completed",
        MockOutcome.Faulted => "faulted",
        MockOutcome.Malformed => "malformed",
        _ => "stopped",
    };
}
