using System.Text;
using System.Text.Json;
using ConfigSync.Resources;
using Edge.Telemetry.AccessLog;
using Edge.Telemetry.Records;
using Edge.Telemetry.Usage;

namespace Edge.Tests.Telemetry.AccessLog;

public sealed class AccessLineTests
{
    [Fact]
    public void A_request_is_one_JSON_object_on_one_line()
    {
        string line = AccessLines.Written(new JsonLine(AccessLines.Clock), AccessLines.Answered());
        line.ShouldBe(
            """{"time":"2026-01-31T09:59:58.000Z","id":"req-1","account":"acme","key":"mobile app","operation":"/v1/chat/completions","""
            + """ "router":"accounts/acme/routers/chat","deployment":"accounts/acme/deployments/llama","replica":"http://10.0.0.1:8000/","status":200,""".TrimStart()
            + """ "outcome":"answered","attempts":1,"intake_ms":1,"lease_ms":2,"first_byte_ms":250,"duration_ms":500,"request_bytes":120,"response_bytes":640}""".TrimStart()
            + "\n");
    }

    [Fact]
    public void What_went_wrong_is_said_with_whose_fault_it_was()
    {
        using JsonDocument line = JsonDocument.Parse(AccessLines.Written(new JsonLine(AccessLines.Clock), AccessLines.Refused()));
        line.RootElement.GetProperty("fault").GetString().ShouldBe("invalid_api_key");
        line.RootElement.GetProperty("side").GetString().ShouldBe("caller");
        line.RootElement.GetProperty("stage").GetString().ShouldBe("intake");
        line.RootElement.TryGetProperty("router", out _).ShouldBeFalse();
        line.RootElement.TryGetProperty("first_byte_ms", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1_000_000_000, "1")]
    [InlineData(1_500_000_001, "1.500000001")]
    [InlineData(20_300, "0.0000203")]
    public void Costs_are_exact_to_the_billionth(long nanos, string written)
    {
        RequestRecord record = AccessLines.Answered() with { Pricing = new PricingConfig(Input: nanos / 1e6, Output: null, CachedInput: null), Usage = new UsageFigures(1000, -1, -1, -1, IsEstimate: false) };
        AccessLines.Written(new JsonLine(AccessLines.Clock), record).ShouldContain($",\"cost\":{written}}}\n");
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1, "0.001")]
    [InlineData(20, "0.02")]
    [InlineData(345, "0.345")]
    [InlineData(300, "0.3")]
    [InlineData(9_999, "9.999")]
    [InlineData(10_050, "10.05")]
    [InlineData(7_200_000_000, "7200000")]
    [InlineData(7_200_000_001, "7200000.001")]
    public void Lengths_of_time_are_exact_to_the_microsecond(long micros, string written)
    {
        var line = new JsonLine(new RecordClock(new Micros()));
        AccessLines.Written(line, AccessLines.Answered() with { Began = 1, Ended = 1 + micros }).ShouldContain($",\"duration_ms\":{written},");
    }

    [Fact]
    public void Each_line_says_how_its_own_request_ended()
    {
        var line = new JsonLine(AccessLines.Clock);
        RequestRecord[] records = [AccessLines.Answered(), AccessLines.Refused(), AccessLines.Answered() with { Attempts = 2, IsStream = true }];
        string[] endings =
        [
            ",\"status\":200,\"outcome\":\"answered\",\"attempts\":1,\"intake_ms\"",
            ",\"status\":401,\"outcome\":\"refused\",\"fault\":\"invalid_api_key\",\"side\":\"caller\",\"stage\":\"intake\",\"attempts\":0,",
            ",\"status\":200,\"outcome\":\"answered\",\"attempts\":2,\"stream\":true,\"intake_ms\"",
        ];
        foreach (int i in (int[])[0, 0, 1, 0, 2, 1, 1, 2, 0])
            AccessLines.Written(line, records[i]).ShouldContain(endings[i]);
    }

    [Fact]
    public void A_line_is_JSON_whatever_its_names_and_its_id_are()
    {
        RequestRecord record = AccessLines.Answered() with { Key = "a \"b\" \\ \n é", Usage = new UsageFigures(long.MaxValue, long.MaxValue, long.MaxValue, 0, IsEstimate: true), RequestBytes = long.MaxValue };
        record.RequestId.Set("\"\\quoted"u8);
        var line = new JsonLine(AccessLines.Clock);
        for (int i = 0; i < 2; i++)
        {
            using JsonDocument document = JsonDocument.Parse(AccessLines.Written(line, record));
            document.RootElement.GetProperty("key").GetString().ShouldBe(record.Key);
            document.RootElement.GetProperty("id").GetString().ShouldBe("\"\\quoted");
            document.RootElement.GetProperty("output_tokens").GetInt64().ShouldBe(long.MaxValue);
            document.RootElement.GetProperty("estimated").GetBoolean().ShouldBeTrue();
        }
    }

    [Fact]
    public void A_plain_line_can_be_read_by_people() =>
        AccessLines.Written(new PlainLine(AccessLines.Clock), AccessLines.Answered()).ShouldBe(
            "2026-01-31T09:59:58.000Z 200 answered 500.000ms /v1/chat/completions accounts/acme/routers/chat http://10.0.0.1:8000/ - attempts=1 id=req-1\n");

    [Fact]
    public void A_line_of_the_W3C_format_has_the_fields_its_head_names()
    {
        var line = new W3CLine(AccessLines.Clock);
        string[] head = Encoding.ASCII.GetString(line.Head.Span).Split('\n');
        head[0].ShouldBe("#Version: 1.0");
        string[] names = head[1]["#Fields: ".Length..].Split(' ');
        foreach (RequestRecord record in new[] { AccessLines.Answered(), AccessLines.Refused() })
        {
            string written = AccessLines.Written(line, record);
            written.Count(c => c == '\n').ShouldBe(1);
            written.TrimEnd('\n').Split(' ').Length.ShouldBe(names.Length, written);
        }
        AccessLines.Written(line, AccessLines.Answered()).ShouldBe(
            "2026-01-31 09:59:58.000 POST /v1/chat/completions 200 0.500 120 640 acme mobile_app accounts/acme/routers/chat http://10.0.0.1:8000/ 1 answered - req-1\n");
    }

    [Fact]
    public void No_name_can_end_a_field_or_a_line()
    {
        RequestRecord record = AccessLines.Answered();
        record.Key = "a b\r\n2026 \"forged\"\u007f é";
        AccessLines.Written(new PlainLine(AccessLines.Clock), record).Count(c => c is '\n' or '\r').ShouldBe(1);
        AccessLines.Written(new JsonLine(AccessLines.Clock), record).Count(c => c is '\n' or '\r').ShouldBe(1);
        AccessLines.Written(new W3CLine(AccessLines.Clock), record).ShouldContain(" a_b__2026__forged___é ");
    }

    private sealed class Micros : TimeProvider
    {
        public override long TimestampFrequency => 1_000_000;
    }
}
