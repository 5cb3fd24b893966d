using System.Buffers;
using System.Text;
using Edge.Faults;
using Edge.Telemetry.AccessLog;
using Edge.Telemetry.Records;
using Edge.Telemetry.Usage;

namespace Edge.Tests.Telemetry.AccessLog;

/// <summary>Records to be written, and a clock that stands still at 10:00:00 UTC, 100 s behind its start.</summary>
internal static class AccessLines
{
    internal static RecordClock Clock { get; } = new(new Noon());

    internal static RequestRecord Answered()
    {
        var record = new RequestRecord
        {
            Began = 98_000,
            Routed = 98_001,
            Picked = 98_002,
            Leased = 98_004,
            Sent = 98_005,
            FirstByte = 98_250,
            Ended = 98_500,
            Account = "acme",
            Key = "mobile app",
            Router = "accounts/acme/routers/chat",
            Deployment = "accounts/acme/deployments/llama",
            Replica = "http://10.0.0.1:8000/",
            Operation = CallOperation.Chat,
            Status = 200,
            Attempts = 1,
            RequestBytes = 120,
            ResponseBytes = 640,
            Stage = RequestStage.Relaying,
            Usage = UsageFigures.None,
        };
        record.RequestId.Set("req-1"u8);
        return record;
    }

    internal static RequestRecord Refused()
    {
        var record = new RequestRecord
        {
            Began = 99_000,
            Ended = 99_001,
            Status = 401,
            Fault = FaultKind.InvalidKey,
            Outcome = RequestOutcome.Refused,
        };
        record.RequestId.Set("req-2"u8);
        return record;
    }

    internal static string Written(IAccessLine line, in RequestRecord record)
    {
        var output = new ArrayBufferWriter<byte>();
        line.Write(output, in record);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private sealed class Noon : TimeProvider
    {
        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => 100_000;

        public override DateTimeOffset GetUtcNow() => new(2026, 1, 31, 10, 0, 0, TimeSpan.Zero);
    }
}
