using System.Text;
using ConfigSync.Resources;
using static ConfigSync.Tests.Resources.Reader;

namespace ConfigSync.Tests.Resources;

/// <summary>Documents of many MiB on one line, where work that grows with the square of it would not end.</summary>
public class ConfigDocumentSizeTests
{
    [Fact]
    public void A_large_fleet_reads()
    {
        string deployments = string.Join(',', Enumerable.Range(0, 100_000).Select(i => $$"""{ "id": "d{{i}}", "names": [ "n{{i}}" ], "endpoints": [ { "url": "http://10.0.0.1:{{1 + i % 60000}}" } ] }"""));
        string members = string.Join(',', Enumerable.Range(0, 100_000).Select(i => $"\"d{i}\""));
        string document = $$"""{ "deployments": [ {{deployments}} ], "routers": [ { "id": "all", "deployments": [ {{members}} ] } ] }""";
        Encoding.UTF8.GetByteCount(document).ShouldBeLessThan(ConfigDocument.MaxBytes);
        Good(document).Routers[0].Deployments.Length.ShouldBe(100_000);
    }

    [Fact]
    public void A_deployment_with_many_endpoints_reads()
    {
        string endpoints = string.Join(',', Enumerable.Range(0, 200_000).Select(i => $$"""{ "url": "http://h{{i}}", "replicas": 10000 }"""));
        Good($$"""{ "deployments": [ { "id": "a", "endpoints": [ {{endpoints}} ] } ] }""").Deployments[0].Endpoints.Length.ShouldBe(200_000);
    }

    [Theory]
    [InlineData("""{ "deployments": [ ITEMS ] }""", """{ "id": "a", "endpoints": [ { "url": "http://h" } ] }""")]
    [InlineData("""{ "routers": [ { "id": "r", "deployments": [ ITEMS ] } ] }""", "\"nobody\"")]
    [InlineData("{ ITEMS }", "\"anonymous\": \"a\"")]
    [InlineData("""{ "keys": [ ITEMS ] }""", "{}")]
    public void As_many_mistakes_as_fit_are_read_to_the_bound(string document, string item)
    {
        string items = string.Join(',', Enumerable.Repeat(item, ConfigDocument.MaxBytes / 4 / (item.Length + 1)));
        Bad(document.Replace("ITEMS", items, StringComparison.Ordinal)).Length.ShouldBe(ConfigDocument.MaxErrors);
    }
}
