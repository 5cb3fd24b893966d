using System.Text.Json;
using Edge.LoadTests.Panels;

namespace LoadTests.Tests.Panels;

/// <summary>How panels and rules are judged.</summary>
public sealed class PanelTests
{
    [Theory]
    [InlineData("""rate(a{instance=~"$instance"}[$__rate_interval])""", """rate(a{instance=~".*"}[10s])""")]
    [InlineData("increase(a[$__range])", "increase(a[90s])")]
    [InlineData("""a{b="${router}"}""", """a{b=".*"}""")]
    public void Everything_is_chosen(string expression, string filled) => new PanelQuery("d", "p", "l", expression).Filled(90).ShouldBe(filled);

    [Fact]
    public void Of_each_series_the_last_number_counts()
    {
        Seen seen = Read("""{"metric":{},"values":[[1,"1"],[2,"5"],[3,"NaN"]]},{"metric":{},"values":[[1,"9"],[2,"4"]]}""");
        seen.IsEmpty.ShouldBeFalse();
        seen.Series.ShouldBe(2);
        seen.Last.ShouldBe(5);
    }

    [Theory]
    [InlineData("")]
    [InlineData("""{"metric":{},"values":[]}""")]
    [InlineData("""{"metric":{},"values":[[1,"NaN"],[2,"NaN"]]}""")]
    public void What_has_no_number_is_empty(string series) => Read(series).IsEmpty.ShouldBeTrue();

    [Fact]
    public void Infinity_is_a_number() => Read("""{"metric":{},"values":[[1,"+Inf"]]}""").Last.ShouldBe(double.PositiveInfinity);

    [Fact]
    public void A_query_that_is_refused_is_empty_and_says_why()
    {
        Seen seen = Seen.Read(JsonSerializer.Deserialize<JsonElement>("""{"status":"error","errorType":"bad_data","error":"parse error"}"""));
        seen.IsEmpty.ShouldBeTrue();
        seen.Problem.ShouldBe("parse error");
    }

    [Theory]
    [InlineData("""up{job="edge"} == 0""", "up")]
    [InlineData("""sum by (instance) (increase(edge_faults_total{side="edge"}[5m])) > 0""", "edge_faults_total")]
    [InlineData("a_b:c:rate5m > 0.05 and a_b:d:rate5m > 0.1", "a_b:c:rate5m a_b:d:rate5m")]
    [InlineData("""a:b:rate5m{x="c{d}"} and on (y) sum by (y) (z{job="edge"}) > 0""", "a:b:rate5m z")]
    public void The_metrics_of_a_rule_are_what_stands_before_braces_and_what_has_colons(string expression, string metrics) =>
        new Rule("r", expression, true, "").Metrics.ShouldBe(metrics.Split(' '));

    private static Seen Read(string series) =>
        Seen.Read(JsonSerializer.Deserialize<JsonElement>($$$"""{"status":"success","data":{"resultType":"matrix","result":[{{{series}}}]}}"""));
}
