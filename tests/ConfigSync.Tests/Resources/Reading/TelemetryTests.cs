using ConfigSync.Resources;
using static ConfigSync.Tests.Resources.Reader;

namespace ConfigSync.Tests.Resources.Reading;

public sealed class TelemetryTests
{
    [Fact]
    public void Nothing_is_written_unless_it_is_asked_for()
    {
        Read("").AccessLog.ShouldBeNull();
        Read("""
            "telemetry": {}
            """).AccessLog.ShouldBeNull();
        Read("""
            "telemetry": { "accessLog": null }
            """).AccessLog.ShouldBeNull();
    }

    [Fact]
    public void A_relative_path_starts_at_the_folder_of_the_file() =>
        Good(FullDocument.Text).Telemetry.AccessLog.ShouldBe(new AccessLogConfig(Path.Combine(Folder, "logs/access.log"), AccessLogFormat.W3C));

    [Theory]
    [InlineData("{}", null, AccessLogFormat.Json)]
    [InlineData("""{ "file": "-", "format": "plain" }""", null, AccessLogFormat.Plain)]
    [InlineData("""{ "file": "/var/log/edge.log", "format": "w3c" }""", "/var/log/edge.log", AccessLogFormat.W3C)]
    public void The_access_log_goes_where_it_says(string written, string? file, AccessLogFormat format) =>
        Read($$"""  "telemetry": { "accessLog": {{written}} }  """).AccessLog.ShouldBe(new AccessLogConfig(file, format));

    [Theory]
    [InlineData("""{ "format": "xml" }""", "'format' cannot be")]
    [InlineData("""{ "file": "" }""", "is not a path")]
    [InlineData("""{ "path": "x" }""", "path")]
    [InlineData("true", "accessLog")]
    public void What_cannot_be_says_where_and_how_to_mend_it(string written, string message) =>
        Bad($$"""{ "telemetry": { "accessLog": {{written}} } }""").ShouldHaveSingleItem().ToString().ShouldContain(message);

    [Theory]
    [InlineData("""
        "telemetry": {}
        """, false)]
    [InlineData("""
        "telemetry": { "details": true }
        """, true)]
    public void Details_are_told_where_that_is_allowed(string written, bool told) => Read(written).Details.ShouldBe(told);

    [Fact]
    public void Nothing_is_sent_unless_it_is_asked_for()
    {
        Read("").Otlp.ShouldBeNull();
        Read("""
            "telemetry": { "otlp": null }
            """).Otlp.ShouldBeNull();
    }

    [Fact]
    public void An_endpoint_is_all_that_has_to_be_said()
    {
        OtlpConfig otlp = Read("""
            "telemetry": { "otlp": { "endpoint": "http://127.0.0.1:4317" } }
            """).Otlp!;
        otlp.ShouldBe(new OtlpConfig(new Uri("http://127.0.0.1:4317")));
        (otlp.Protocol, otlp.Traces, otlp.Metrics, otlp.Sampling, otlp.Slow, otlp.ServiceName).ShouldBe((OtlpProtocol.Grpc, true, true, 0.01, TimeSpan.Zero, "edge"));
        otlp.Headers.ShouldBeEmpty();
    }

    [Fact]
    public void Everything_said_is_read_and_the_same_said_again_is_equal()
    {
        OtlpConfig otlp = Good(FullDocument.Text).Telemetry.Otlp!, again = Good(FullDocument.Text).Telemetry.Otlp!;
        (otlp.Endpoint, otlp.Protocol, otlp.Traces, otlp.Metrics).ShouldBe((new Uri("https://otlp.example.com/in"), OtlpProtocol.Http, false, false));
        (otlp.Sampling, otlp.Slow, otlp.ServiceName).ShouldBe((0.5, TimeSpan.FromSeconds(3), "edge-test"));
        otlp.Headers.ShouldHaveSingleItem().Name.ShouldBe("x-token");
        Good(FullDocument.Text).Telemetry.ShouldBe(Good(FullDocument.Text).Telemetry);
        otlp.GetHashCode().ShouldBe(again.GetHashCode());
        otlp.ShouldNotBe(again with { Headers = [] });
    }

    [Fact]
    public void What_a_header_says_is_never_printed()
    {
        OtlpConfig otlp = Good(FullDocument.Text).Telemetry.Otlp!;
        string secret = otlp.Headers[0].Value;
        secret.ShouldNotBeEmpty();
        (otlp + otlp.Headers[0].ToString()).ShouldNotContain(secret);
    }

    [Theory]
    [InlineData("{}", "'endpoint' is missing")]
    [InlineData("""{ "endpoint": "127.0.0.1:4317" }""", "'endpoint' is not an http:// or https:// URL")]
    [InlineData("""{ "endpoint": "http://me@h" }""", "credentials go in 'headers'")]
    [InlineData("""{ "endpoint": "http://h", "protocol": "thrift" }""", "'protocol' cannot be 'thrift'")]
    [InlineData("""{ "endpoint": "http://h", "protocol": "thrift" }""", "Write \"grpc\" or \"http\".")]
    [InlineData("""{ "endpoint": "http://h", "headers": [] }""", "'headers' must be an object")]
    [InlineData("""{ "endpoint": "http://h", "headers": { "a b": "${env:KEY}" } }""", "is not the name of a header field")]
    [InlineData("""{ "endpoint": "http://h", "headers": { "Host": "${env:KEY}" } }""", "is a field that Edge writes itself")]
    [InlineData("""{ "endpoint": "http://h", "headers": { "a": "${env:KEY}", "A": "${env:KEY}" } }""", "stands here twice")]
    [InlineData("""{ "endpoint": "http://h", "headers": { "a": "${env:NOT_THERE}" } }""", "NOT_THERE")]
    [InlineData("""{ "endpoint": "http://h", "headers": { "a": 1 } }""", "'a' must be a string")]
    [InlineData("""{ "endpoint": "http://h", "traces": "yes" }""", "'traces' must be true or false")]
    [InlineData("""{ "endpoint": "http://h", "sampling": 1.5 }""", "'sampling' is out of range")]
    [InlineData("""{ "endpoint": "http://h", "sampling": -1 }""", "'sampling' is out of range")]
    [InlineData("""{ "endpoint": "http://h", "slow": "soon" }""", "'slow' is not a duration")]
    [InlineData("""{ "endpoint": "http://h", "serviceName": " " }""", "'serviceName' is not a name")]
    [InlineData("""{ "endpoint": "http://h", "url": "x" }""", "url")]
    [InlineData("true", "otlp")]
    public void What_cannot_be_sent_so_says_where_and_how_to_mend_it(string written, string message) =>
        Bad($$"""{ "telemetry": { "otlp": {{written}} } }""").ShouldHaveSingleItem().ToString().ShouldContain(message);

    private static TelemetryConfig Read(string section) => Good($"{{ {section} }}").Telemetry;
}
