using Edge.Telemetry.Exposition;
using Microsoft.Extensions.Primitives;

namespace Edge.Tests.Telemetry.Exposition;

/// <summary>Who gets which format.</summary>
public sealed class ContentNegotiationTests
{
    [Theory]
    [InlineData("application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1")] // Prometheus 2.42
    [InlineData("application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,text/plain;version=0.0.4;q=0.2,*/*;q=0.1")] // Prometheus 3
    [InlineData("application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.6,application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.2")]
    [InlineData("application/openmetrics-text")]
    [InlineData("APPLICATION/OpenMetrics-Text; Version=1.0.0; charset=utf-8")]
    [InlineData("application/openmetrics-text;version=\"1.0.0\"")]
    [InlineData("text/plain, application/openmetrics-text")]
    [InlineData("text/plain;q=0.5, application/openmetrics-text;q=0.6")]
    [InlineData("text/*;q=0, application/*")]
    [InlineData("*/*, text/plain;q=0.1")]
    [InlineData("nonsense, application/openmetrics-text")]
    public void OpenMetrics_is_for_those_that_like_it_best(string accept) => Of(accept).ShouldBe(ExpositionFormat.OpenMetrics);

    [Theory]
    [InlineData("")]
    [InlineData("*/*")]
    [InlineData("text/*")]
    [InlineData("text/plain")]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8")] // A browser
    [InlineData("text/plain, application/openmetrics-text;q=0.9")]
    [InlineData("application/openmetrics-text;q=0")]
    [InlineData("application/openmetrics-text;q=0, */*")]
    [InlineData("application/openmetrics-text;version=0.0.1")]
    [InlineData("application/openmetrics-text;version=2.0.0, text/plain;q=0.1")]
    [InlineData("application/json")]
    [InlineData(";;,/;q=")]
    public void Everybody_else_gets_text(string accept) => Of(accept).ShouldBe(ExpositionFormat.Text);

    [Fact]
    public void Without_the_field_it_is_text_and_several_of_them_are_one_list()
    {
        ContentNegotiation.Choose(StringValues.Empty).ShouldBe(ExpositionFormat.Text);
        ContentNegotiation.Choose(new StringValues(["text/plain;q=0.5", "application/openmetrics-text"])).ShouldBe(ExpositionFormat.OpenMetrics);
    }

    [Fact]
    public void The_type_says_format_version_and_encoding()
    {
        ContentNegotiation.TypeOf(ExpositionFormat.Text).ShouldBe("text/plain; version=0.0.4; charset=utf-8");
        ContentNegotiation.TypeOf(ExpositionFormat.OpenMetrics).ShouldBe("application/openmetrics-text; version=1.0.0; charset=utf-8");
    }

    private static ExpositionFormat Of(string accept) => ContentNegotiation.Choose(accept);
}
