using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Edge.Control.OpenApi;
using Edge.Tests.Shared;
using Edge.Tests.Wire;

namespace Edge.Tests.Control.OpenApi;

/// <summary>The page and the document as they are served.</summary>
public class DocsPageTests
{
    private static readonly string Page = Repository.Read("src/Edge/Control/OpenApi/docs.html");

    [Fact]
    public void The_page_refers_to_nothing_elsewhere()
    {
        Page.ShouldNotMatch("(?i)//|\\burl\\(|@import|src=|<base|<iframe|<object|<embed");
        Regex.Matches(Page, "(?:href=\"|href: '|fetch\\('|action=\")([^\"']*)").Select(match => match.Groups[1].Value).Distinct().Order()
            .ShouldBe(["#", "#schema-", "/openapi.json", "data:,"], ignoreOrder: true);
    }

    [Fact]
    public void The_page_makes_texts_and_never_markup() =>
        Page.ShouldNotMatch("innerHTML|outerHTML|insertAdjacentHTML|document.write|eval\\(|new Function|\\son\\w+=|\\sstyle=");

    [Fact]
    public void The_policy_lets_its_own_script_and_style_in_and_nothing_else()
    {
        string policy = new DocsPage(Page).Policy;
        policy.ShouldContain("default-src 'none';");
        policy.ShouldContain($"script-src {HashOf("script")};");
        policy.ShouldContain($"style-src {HashOf("style")};");
        policy.ShouldContain("connect-src 'self';");
        policy.ShouldNotContain("unsafe");
        policy.ShouldNotContain("http");
        policy.ShouldNotContain("*");
    }

    [Fact]
    public async Task The_control_listener_serves_both_and_names_them()
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        using HttpClient client = Client(edge.Server.ControlAddress);

        using HttpResponseMessage document = await client.GetAsync(new Uri("/openapi.json", UriKind.Relative));
        document.StatusCode.ShouldBe(HttpStatusCode.OK);
        document.Content.Headers.ContentType!.ToString().ShouldBe("application/json");
        (await document.Content.ReadAsStringAsync()).ShouldBe(Repository.Read(ApiDocument.Path).Replace("{version}", SelfDescription.Version, StringComparison.Ordinal));
        SelfDescription.Version.ShouldMatch("^[0-9]+[.][0-9]+[.][0-9]+(-[0-9A-Za-z.-]+)?$");

        using HttpResponseMessage page = await client.GetAsync(new Uri("/docs", UriKind.Relative));
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        page.Content.Headers.ContentType!.ToString().ShouldBe("text/html; charset=utf-8");
        (await page.Content.ReadAsStringAsync()).ShouldBe(Page);
        page.Headers.GetValues("Content-Security-Policy").ShouldBe([new DocsPage(Page).Policy]);
        page.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);

        string elsewhere = await (await client.GetAsync(new Uri("/elsewhere", UriKind.Relative))).Content.ReadAsStringAsync();
        foreach (ApiOperation operation in ApiDocument.Operations.Where(operation => operation.Scope is null))
            elsewhere.ShouldContain(operation.Path);
    }

    [Fact]
    public async Task A_HEAD_is_answered_with_the_length_alone()
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        using HttpClient client = Client(edge.Server.ControlAddress);
        using var request = new HttpRequestMessage(HttpMethod.Head, "/docs");
        using HttpResponseMessage answer = await client.SendAsync(request);
        answer.Content.Headers.ContentLength.ShouldBe(Encoding.UTF8.GetByteCount(Page));
        (await answer.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/docs")]
    [InlineData("/openapi.json")]
    public async Task Other_listeners_serve_neither(string path)
    {
        await using WireEdge edge = await WireEdge.ListenAsync(listen => listen with { Metrics = WireEdge.AnyPort, PublicControl = true });
        foreach (IPEndPoint address in new[] { edge.Address, edge.Server.MetricsAddress! })
        {
            using HttpClient client = Client(address);
            using HttpResponseMessage answer = await client.GetAsync(new Uri(path, UriKind.Relative));
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, $"{address}");
        }
    }

    private static HttpClient Client(IPEndPoint address) =>
        new(new SocketsHttpHandler()) { BaseAddress = new Uri($"http://{address}"), Timeout = WireConnection.Patience };

    private static string HashOf(string element)
    {
        string inside = Regex.Matches(Page, $"<{element}[^>]*>(.*?)</{element}>", RegexOptions.Singleline).ShouldHaveSingleItem().Groups[1].Value;
        return $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(inside)))}'";
    }
}
