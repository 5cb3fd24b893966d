using System.Text.Json;
using Edge.Mock;

namespace Edge.Tests.Mock;

public sealed class HeaderTests
{
    private const string Path = "/v1/chat/completions";
    private const string Hi = """{"model":"m","messages":[]}""";

    [Fact]
    public async Task Every_answer_names_its_replica()
    {
        await using MockHost host = await MockHost.StartAsync(MockHost.Fast with { Ports = [0, 0, 0] });
        host.Server.Ports.Distinct().Count().ShouldBe(3);
        for (int replica = 0; replica < 3; replica++)
        {
            foreach (string path in (string[])["/v1/models", "/v1/unknown", "/mock/stats"])
            {
                using HttpResponseMessage response = await host.Client.GetAsync(host.Url(path, replica));
                Value(response, "x-mock-replica").ShouldBe($"{replica}");
                Value(response, "x-mock-port").ShouldBe($"{host.Server.Ports[replica]}");
                Value(response, "x-mock-body-bytes").ShouldBe("0");
            }
        }
        host.Server.Counters(1).Requests.ShouldBe(2);
    }

    [Fact]
    public async Task Answers_say_how_many_body_bytes_came_and_repeat_the_request_id()
    {
        await using MockHost host = await MockHost.StartAsync();
        foreach (string body in (string[])[Hi, Hi.Replace("[]", "[],\"stream\":true", StringComparison.Ordinal)])
        {
            using HttpResponseMessage response = await host.PostAsync(Path, body, ("x-request-id", "abc-1"));
            Value(response, "x-mock-body-bytes").ShouldBe($"{body.Length}");
            Value(response, "x-request-id").ShouldBe("abc-1");
            await response.Content.ReadAsByteArrayAsync();
        }
        using HttpResponseMessage without = await host.PostAsync(Path, Hi);
        Value(without, "x-request-id").ShouldBe("mock-0-3");
    }

    [Fact]
    public async Task The_number_of_tokens_can_be_asked_for()
    {
        await using MockHost host = await MockHost.StartAsync();
        JsonElement answer = await host.JsonAsync(Path, Hi, ("x-mock-tokens", "31"));
        answer.GetProperty("usage").GetProperty("completion_tokens").GetInt32().ShouldBe(31);
    }

    [Theory]
    [InlineData("/v1/chat/completions")]
    [InlineData("/v1/embeddings")]
    public async Task The_size_of_a_json_answer_can_be_asked_for(string path)
    {
        await using MockHost host = await MockHost.StartAsync();
        using HttpResponseMessage response = await host.PostAsync(path, Hi, ("x-mock-size", "100000"));
        byte[] bytes = await response.Content.ReadAsByteArrayAsync();
        bytes.Length.ShouldBe(100_000);
        JsonSerializer.Deserialize<JsonElement>(bytes).GetProperty("model").GetString().ShouldBe("m");
    }

    [Fact]
    public async Task Speed_can_be_asked_for()
    {
        var time = new InstantTime();
        await using MockHost host = await MockHost.StartAsync(MockHost.Fast with { Time = time });
        await host.JsonAsync(Path, Hi, ("x-mock-first-token", "3s"), ("x-mock-tokens-per-second", "10"), ("x-mock-tokens", "11"));
        Seconds(time).ShouldBe([4]);
    }

    [Fact]
    public async Task A_stream_keeps_the_pace_of_the_flags()
    {
        var time = new InstantTime();
        await using MockHost host = await MockHost.StartAsync(new MockOptions { Ports = [0], FirstToken = TimeSpan.FromSeconds(5), TokensPerSecond = 0.5, Tokens = 4, Time = time });
        await host.EventsAsync(Path, """{"model":"m","stream":true}""");
        Seconds(time).ShouldBe([5, 2, 2, 2]);
    }

    [Fact]
    public async Task A_whole_answer_takes_as_long_as_the_stream_unless_a_delay_is_set()
    {
        var time = new InstantTime();
        MockOptions options = new() { Ports = [0], FirstToken = TimeSpan.FromSeconds(5), TokensPerSecond = 0.5, Tokens = 4, Time = time };
        await using (MockHost host = await MockHost.StartAsync(options))
            await host.JsonAsync(Path, Hi);
        await using (MockHost host = await MockHost.StartAsync(options with { Delay = TimeSpan.FromSeconds(77) }))
            await host.JsonAsync(Path, Hi);
        await using (MockHost host = await MockHost.StartAsync(options with { Delay = TimeSpan.Zero }))
            await host.JsonAsync(Path, Hi);
        Seconds(time).Where(wait => wait > 1).ShouldBe([11, 77]);
    }

    private static IReadOnlyList<double> Seconds(InstantTime time) => [.. time.Waits.Select(wait => Math.Round(wait.TotalSeconds))];

    private static string Value(HttpResponseMessage response, string name) => response.Headers.GetValues(name).Single();
}
