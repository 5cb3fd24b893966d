using System.Net;
using System.Text.RegularExpressions;
using Edge.Control.Console;
using Edge.Tests.Shared;
using Edge.Tests.Wire;

namespace Edge.Tests.Control.Console;

/// <summary>The page as it is written, and as it is served.</summary>
public sealed class ConsoleFilesTests
{
    private const string Folder = "src/Edge/Control/Console/Page";

    private static readonly string[] Names = [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, Folder)).Select(path => Path.GetFileName(path)!).Order()];

    public static TheoryData<string> Files => [.. Names];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_file_is_served_with_its_type_and_the_policy(string name)
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        using HttpClient client = Client(edge.Server.ControlAddress);
        using HttpResponseMessage answer = await client.GetAsync(new Uri(name == "console.html" ? "/console" : $"/console/{name}", UriKind.Relative));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).ShouldBe(Text(name));
        answer.Content.Headers.ContentType!.MediaType.ShouldBe(Path.GetExtension(name) switch
        {
            ".html" => "text/html",
            ".css" => "text/css",
            ".js" => "text/javascript",
            ".svg" => "image/svg+xml",
            _ => "nothing",
        });
        answer.Headers.GetValues("Content-Security-Policy").ShouldBe([ConsoleFiles.Policy]);
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_makes_texts_and_never_markup_and_names_nothing_elsewhere(string name)
    {
        Text(name).ShouldNotMatch("innerHTML|outerHTML|insertAdjacentHTML|document.write|eval\\(|new Function|\\son\\w+=|\\sstyle=|<style|<script>|javascript:|@import|url\\(");
        Text(name).Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal).ShouldNotMatch("https?://\\w");
    }

    [Fact]
    public void Every_file_that_the_page_names_is_there()
    {
        string[] named = [.. Regex.Matches(Text("console.html"), "(?:href|src)=\"/console/([^\"]+)\"").Select(match => match.Groups[1].Value)];
        named.ShouldBe(Names.Where(name => name != "console.html"), ignoreOrder: true);
    }

    [Fact]
    public void The_policy_lets_files_of_this_listener_in_and_nothing_else()
    {
        ConsoleFiles.Policy.ShouldStartWith("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';");
        ConsoleFiles.Policy.ShouldNotContain("unsafe");
        ConsoleFiles.Policy.ShouldNotContain("*");
    }

    [Fact]
    public async Task The_root_leads_to_the_page_and_other_listeners_serve_neither()
    {
        await using WireEdge edge = await WireEdge.ListenAsync(listen => listen with { Metrics = WireEdge.AnyPort, PublicControl = true });
        using HttpClient client = Client(edge.Server.ControlAddress);
        using HttpResponseMessage answer = await client.GetAsync(new Uri("/", UriKind.Relative));
        answer.StatusCode.ShouldBe(HttpStatusCode.Found);
        answer.Headers.Location.ShouldBe(new Uri("/console", UriKind.Relative));
        foreach (IPEndPoint address in new[] { edge.Address, edge.Server.MetricsAddress! })
        {
            using HttpClient other = Client(address);
            foreach (string path in (string[])["/", "/console", "/console/console.js", "/console/events"])
                (await other.GetAsync(new Uri(path, UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound, $"{address}{path}");
        }
    }

    [Fact]
    public async Task A_file_that_is_none_is_not_found()
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        using HttpClient client = Client(edge.Server.ControlAddress);
        foreach (string path in (string[])["/console/", "/console/nothing.js", "/console/console.html/x", "/consoles"])
            (await client.GetAsync(new Uri(path, UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
    }

    private static string Text(string name) => Repository.Read($"{Folder}/{name}");

    private static HttpClient Client(IPEndPoint address) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri($"http://{address}"), Timeout = WireConnection.Patience };
}
