using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ConfigSync.Resources;

namespace Edge.Tests.Wire;

/// <summary><c>GET /v1/usage</c> (docs/specs/openai.md, "Usage"), on every driver.</summary>
public sealed class AccountUsageWireTests
{
    private const string Answer = """{"choices":[],"usage":{"prompt_tokens":1000,"completion_tokens":200,"prompt_tokens_details":{"cached_tokens":400}}}""";

    [DriverFact]
    public async Task A_key_sees_what_it_used_and_what_its_account_used()
    {
        await using WireEdge edge = await StartAsync();
        await AskModelAsync(edge, "alpha");
        await AskModelAsync(edge, "alpha");
        await AskModelAsync(edge, "second");
        await AskModelAsync(edge, "beta");
        JsonElement used = await UsageAsync(edge, "alpha", requests: 3);
        used.GetProperty("object").GetString().ShouldBe("usage");
        used.GetProperty("account").GetString().ShouldBe("default");
        used.GetProperty("currency").GetString().ShouldBe("USD");
        used.GetProperty("since").GetDateTimeOffset().ShouldBe(TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(5));
        Figures(used.GetProperty("total")).ShouldBe((3, 3000, 1200, 600, 0));
        // (600 + 400 / 2) of 1 dollar a million, 200 of 10.
        used.GetProperty("total").GetProperty("cost").GetDecimal().ShouldBe(3 * 0.0028m);
        JsonElement key = used.GetProperty("keys").EnumerateArray().ShouldHaveSingleItem();
        key.GetProperty("key").GetString().ShouldBe("alpha");
        JsonElement model = key.GetProperty("models").EnumerateArray().ShouldHaveSingleItem();
        model.GetProperty("model").GetString().ShouldBe("accounts/default/deployments/m");
        Figures(model).ShouldBe((2, 2000, 800, 400, 0));
    }

    [DriverFact]
    public async Task A_key_that_may_read_sees_all_keys_of_its_account_and_of_no_other()
    {
        await using WireEdge edge = await StartAsync();
        await AskModelAsync(edge, "alpha");
        await AskModelAsync(edge, "second");
        await AskModelAsync(edge, "beta");
        JsonElement used = await UsageAsync(edge, "reader", requests: 2);
        used.GetProperty("keys").EnumerateArray().Select(key => key.GetProperty("key").GetString()).ShouldBe(["alpha", "second"]);
    }

    [DriverFact]
    public async Task Who_used_nothing_yet_gets_zeros_and_who_is_nobody_an_error()
    {
        await using WireEdge edge = await StartAsync();
        JsonElement used = await UsageAsync(edge, "beta", requests: 0);
        Figures(used.GetProperty("total")).ShouldBe((0, 0, 0, 0, 0));
        used.GetProperty("keys").EnumerateArray().ShouldBeEmpty();
        (await edge.AskAsync(WireEdge.Get("/v1/usage"))).Head.ShouldStartWith("HTTP/1.1 401 ");
        (string head, string body) = await edge.AskAsync(WireEdge.Post("{}", "/v1/usage", "Authorization: Bearer beta\r\n"));
        head.ShouldStartWith("HTTP/1.1 405 ");
        WireError.Of(body).Code.ShouldBe("method_not_allowed");
    }

    [DriverFact]
    public async Task A_stream_that_broke_off_is_counted_as_an_estimate()
    {
        await using WireEdge edge = await StartAsync();
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post(fields: "Authorization: Bearer alpha\r\n"));
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        await replica.ReceiveMessageAsync();
        const string Event = "data: {\"choices\":[{\"delta\":{\"content\":\"x\"}}]}\n\n";
        await replica.SendAsync($"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 1000\r\n\r\n{Event}{Event}");
        await client.ReceiveUntilAsync("\"x\"");
        replica.Dispose();
        JsonElement used = await UsageAsync(edge, "alpha", requests: 1);
        Figures(used.GetProperty("total")).ShouldBe((1, 0, 0, 2, 2));
    }

    private static (long, long, long, long, long) Figures(JsonElement of) => (
        of.GetProperty("requests").GetInt64(),
        of.GetProperty("input_tokens").GetInt64(),
        of.GetProperty("cached_input_tokens").GetInt64(),
        of.GetProperty("output_tokens").GetInt64(),
        of.GetProperty("estimated_output_tokens").GetInt64());

    private static async Task AskModelAsync(WireEdge edge, string key)
    {
        string account = key == "beta" ? "other" : "default";
        string request = WireEdge.Post($$"""{"model":"accounts/{{account}}/deployments/m"}""", fields: $"Authorization: Bearer {key}\r\n");
        await edge.RelayAsync(request, $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {Answer.Length}\r\n\r\n{Answer}");
    }

    /// <summary>What <paramref name="key"/> is told once so many requests of its account have been counted.</summary>
    private static async Task<JsonElement> UsageAsync(WireEdge edge, string key, int requests)
    {
        using var patience = new CancellationTokenSource(WireConnection.Patience);
        while (true)
        {
            (string head, string body) = await edge.AskAsync(WireEdge.Get("/v1/usage", $"Authorization: Bearer {key}\r\n"));
            head.ShouldStartWith("HTTP/1.1 200 OK\r\n");
            JsonElement used = JsonDocument.Parse(body).RootElement;
            if (used.GetProperty("total").GetProperty("requests").GetInt64() == requests)
                return used;
            await Task.Delay(5, patience.Token);
        }
    }

    private static Task<WireEdge> StartAsync() => WireEdge.StartAsync(
        m => m with { Pricing = new PricingConfig(Input: 1, Output: 10, CachedInput: 0.5) },
        config => config with
        {
            Anonymous = null,
            Deployments = [.. config.Deployments, config.Deployments[0] with { Account = "other" }],
            Keys = [Key("alpha", "default"), Key("second", "default"), Key("reader", "default") with { Scopes = KeyScopes.Read | KeyScopes.Inference }, Key("beta", "other")],
        });

    private static KeyConfig Key(string key, string account) => new(key, [.. SHA256.HashData(Encoding.UTF8.GetBytes(key))], account);
}
