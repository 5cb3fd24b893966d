using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Edge.EndToEnd.Harness;
using Edge.Tests.Shared;

namespace Edge.EndToEnd.Readme;

/// <summary>Who only has the README succeeds.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    [Fact]
    public async Task Every_curl_it_shows_is_answered_by_the_demo_and_an_interrupt_ends_it()
    {
        int[] ports = FreePorts.Find(2);
        string address = $"http://127.0.0.1:{ports[0]}";
        await using EdgeProcess demo = await EdgeProcess.StartAsync(
            new Uri(address + "/readyz"), "demo", "--urls", address, "--control", $"127.0.0.1:{ports[1]}");

        Match[] calls = [.. Curl().Matches(Text).Cast<Match>()];
        calls.ShouldNotBeEmpty();
        foreach (Match call in calls)
        {
            using var body = new StringContent(call.Groups["body"].Value, new MediaTypeHeaderValue("application/json"));
            using HttpResponseMessage answer = await Http.Client.PostAsync(new Uri(address + call.Groups["path"].Value), body);
            answer.EnsureSuccessStatusCode();
            (await answer.Content.ReadAsStringAsync()).ShouldContain("content");
        }

        (await demo.StopAsync("INT")).ShouldBe(0, demo.Output);
    }

    [Fact]
    public async Task Every_call_of_the_control_API_it_shows_works_on_the_demo()
    {
        int[] ports = FreePorts.Find(2);
        string address = $"http://127.0.0.1:{ports[0]}", control = $"http://127.0.0.1:{ports[1]}";
        await using EdgeProcess demo = await EdgeProcess.StartAsync(
            new Uri(control + "/readyz"), "demo", "--urls", address, "--control", $"127.0.0.1:{ports[1]}");

        Match[] calls = [.. ControlCurl().Matches(Text).Cast<Match>()];
        calls.Length.ShouldBe(5);
        foreach (Match call in calls)
        {
            string method = call.Groups["method"].Success ? call.Groups["method"].Value : "GET";
            using var request = new HttpRequestMessage(new HttpMethod(method), new Uri($"{control}/v1/accounts/default{call.Groups["path"].Value}"));
            if (call.Groups["body"].Success)
                request.Content = new StringContent(call.Groups["body"].Value);
            using HttpResponseMessage answer = await Http.Client.SendAsync(request);
            string body = await answer.Content.ReadAsStringAsync();
            answer.IsSuccessStatusCode.ShouldBeTrue($"{call.Value}: {body}");
            if (method == "GET")
                body.ShouldContain("accounts/default/routers/chat");
        }
        (int exitCode, string output) = await EdgeProcess.RunAsync(Path.GetTempPath(), "router", "list", "--server", control);
        exitCode.ShouldBe(0, output);
        output.ShouldContain("chat");
        (exitCode, output) = await EdgeProcess.RunAsync(Path.GetTempPath(), "deployment", "scale", "next", "--replica-count", "1", "--server", control);
        exitCode.ShouldBe(0, output);
        (exitCode, output) = await EdgeProcess.RunAsync(Path.GetTempPath(), "explain", "gpt-4o-mini", "--server", control);
        exitCode.ShouldBe(0, output);
        output.ShouldContain("leadsTo: accounts/default/routers/chat");
    }

    [Fact]
    public async Task The_configuration_it_shows_is_good()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("edge-readme-");
        try
        {
            // What a reader has to fill in: the hash of a key, and a secret that the file takes from the environment.
            string document = Configuration().Match(Text).Groups["json"].Value
                .Replace("sha256:…", "sha256:" + new string('0', 64), StringComparison.Ordinal)
                .Replace("${env:UPSTREAM_KEY}", "secret", StringComparison.Ordinal);
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "edge.json"), document);
            (int exitCode, string output) = await EdgeProcess.RunAsync(folder.FullName, "check", "edge.json");
            exitCode.ShouldBe(0, output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>A call with a body, to the address that the demo has by default.</summary>
    [GeneratedRegex(@"^curl (?:-N )?http://127\.0\.0\.1:8080(?<path>/\S+)[^']*'Content-Type: application/json' \\\s+-d '(?<body>[^']+)'", RegexOptions.Multiline)]
    private static partial Regex Curl();

    /// <summary>A call of the control API, behind the line that says where that is.</summary>
    [GeneratedRegex(@"^curl (?:-X (?<method>\w+) )?""?\$api(?<path>[^""\s]*)""?(?: -d '(?<body>[^']+)')?", RegexOptions.Multiline)]
    private static partial Regex ControlCurl();

    [GeneratedRegex(@"```jsonc\n(?<json>\{.*?)```", RegexOptions.Singleline)]
    private static partial Regex Configuration();
}
