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

    private static TelemetryConfig Read(string section) => Good($"{{ {section} }}").Telemetry;
}
