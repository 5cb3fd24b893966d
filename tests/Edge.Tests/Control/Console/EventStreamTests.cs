using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ConfigSync.Resources;
using Edge.Control.Console;
using Edge.Tests.Wire;

namespace Edge.Tests.Control.Console;

/// <summary>The stream of events, as clients get it from a running edge.</summary>
public sealed class EventStreamTests
{
    [Fact]
    public async Task Updates_come_one_after_another_and_count_what_was_served()
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        await edge.RelayAsync(WireEdge.Post());
        using WireConnection client = await OpenAsync(edge);
        string head = await client.ReceiveHeadAsync();
        head.ShouldStartWith("HTTP/1.1 200 OK\r\n");
        head.ShouldContain("\r\nContent-Type: text/event-stream; charset=utf-8\r\n");
        head.ShouldContain("\r\nCache-Control: no-store\r\n");
        JsonElement first = await UpdateAsync(client);
        first.Number("requests", "statuses", "2xx").ShouldBe(1);
        first.Text("edge", "state").ShouldBe("serving");
        first.Ids("deployments").ShouldBe(["m"]);
        await edge.RelayAsync(WireEdge.Post());
        JsonElement next = await UpdateAsync(client);
        // One that was on its way already counts the first alone.
        if (next.Number("requests", "statuses", "2xx") == 1)
            next = await UpdateAsync(client);
        next.Number("requests", "statuses", "2xx").ShouldBe(2);
        next.Number("requests", "rate").ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task What_is_asked_for_is_what_comes()
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        using WireConnection client = await OpenAsync(edge, "?search=nothing");
        await client.ReceiveHeadAsync();
        (await UpdateAsync(client)).Number("deployments", "matches").ShouldBe(0);
    }

    [Theory]
    [InlineData("GET /console/events?page=x", "400 Bad Request", "page: 'x' is no page.")]
    [InlineData("POST /console/events", "501 Not Implemented", "POST is not a method of /console/events.")]
    public async Task What_cannot_be_is_refused(string request, string status, string message)
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        using WireConnection client = await WireConnection.ToAsync(edge.Server.ControlAddress);
        await client.SendAsync($"{request} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        (string head, string body) = await client.ReceiveMessageAsync();
        head.ShouldStartWith($"HTTP/1.1 {status}\r\n");
        JsonDocument.Parse(body).RootElement.GetProperty("message").GetString()!.ShouldStartWith(message);
    }

    [Fact]
    public async Task So_many_may_watch_and_one_that_leaves_makes_room()
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        var clients = new List<WireConnection>();
        for (int i = 0; i < Audience.Most; i++)
        {
            clients.Add(await OpenAsync(edge));
            (await clients[i].ReceiveHeadAsync()).ShouldContain(" 200 ");
        }
        using (WireConnection refused = await OpenAsync(edge))
        {
            (string head, string body) = await refused.ReceiveMessageAsync();
            head.ShouldContain(" 429 ");
            body.ShouldContain("16 consoles are open");
        }
        foreach (WireConnection client in clients)
            client.Dispose();
        var watch = Stopwatch.StartNew();
        string status = "";
        while (!status.Contains(" 200 ", StringComparison.Ordinal))
        {
            watch.Elapsed.ShouldBeLessThan(WireConnection.Patience, "nobody made room");
            using WireConnection next = await OpenAsync(edge);
            status = await next.ReceiveHeadAsync();
        }
    }

    [Fact]
    public async Task One_account_leaves_places_to_others()
    {
        await using WireEdge edge = await WireEdge.StartAsync(change: config => config with
        {
            Keys = [Key("reader", "team", KeyScopes.Read), Key("second", "team", KeyScopes.Read), Key("operator", "default", KeyScopes.Read)],
        });
        var clients = new List<WireConnection>();
        for (int i = 0; i < Audience.MostOfAccount; i++)
        {
            clients.Add(await OpenAsync(edge, key: "reader"));
            (await clients[i].ReceiveHeadAsync()).ShouldContain(" 200 ");
        }
        using (WireConnection refused = await OpenAsync(edge, key: "second"))
        {
            (string head, string body) = await refused.ReceiveMessageAsync();
            head.ShouldContain(" 429 ");
            body.ShouldContain("4 consoles of the account");
        }
        using (WireConnection other = await OpenAsync(edge, key: "operator"))
            (await other.ReceiveHeadAsync()).ShouldContain(" 200 ");
        foreach (WireConnection client in clients)
            client.Dispose();
    }

    [Fact]
    public async Task Where_keys_may_look_one_is_needed_and_shows_its_account()
    {
        await using WireEdge edge = await WireEdge.StartAsync(change: config => config with
        {
            Keys = [Key("reader", "team", KeyScopes.Read), Key("caller", "team", KeyScopes.Inference)],
        });
        using WireConnection nobody = await OpenAsync(edge);
        string head = (await nobody.ReceiveMessageAsync()).Head;
        head.ShouldStartWith("HTTP/1.1 401 ");
        head.ShouldContain("\r\nWWW-Authenticate: Bearer\r\n");
        using WireConnection caller = await OpenAsync(edge, key: "caller");
        (await caller.ReceiveMessageAsync()).Head.ShouldStartWith("HTTP/1.1 403 ");
        using WireConnection reader = await OpenAsync(edge, key: "reader");
        await reader.ReceiveHeadAsync();
        JsonElement update = await UpdateAsync(reader);
        update.Text("edge", "account").ShouldBe("team");
        update.Ids("deployments").ShouldBeEmpty("the only deployment is of another account");
    }

    [Fact]
    public async Task A_page_of_elsewhere_may_not_watch()
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        using WireConnection client = await OpenAsync(edge, fields: "Origin: http://evil.example\r\nSec-Fetch-Site: cross-site\r\n");
        (await client.ReceiveMessageAsync()).Head.ShouldStartWith("HTTP/1.1 401 ");
    }

    [Fact]
    public async Task A_key_that_is_revoked_shows_nothing_more()
    {
        await using WireEdge edge = await WireEdge.StartAsync(change: config => config with
        {
            Keys = [Key("reader", "default", KeyScopes.Read), Key("other", "default", KeyScopes.Read)],
        });
        using WireConnection reader = await OpenAsync(edge, key: "reader");
        await reader.ReceiveHeadAsync();
        await UpdateAsync(reader);
        edge.Server.Apply(edge.Config with { Keys = [Key("other", "default", KeyScopes.Read)] });
        (await reader.ReceiveUntilAsync("\r\n0\r\n\r\n")).ShouldEndWith("\r\n0\r\n\r\n");
    }

    [Fact]
    public async Task Who_watches_sees_the_drain_and_keeps_nobody_from_stopping()
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        using WireConnection caller = await edge.ConnectAsync();
        await caller.SendAsync(WireEdge.Post());
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        await replica.ReceiveMessageAsync();
        using WireConnection client = await OpenAsync(edge);
        await client.ReceiveHeadAsync();
        (await UpdateAsync(client)).Number("requests", "active").ShouldBe(1);
        Task stop = edge.Server.StopAsync(CancellationToken.None);
        string state = "";
        while (state != "draining")
            state = (await UpdateAsync(client)).Text("edge", "state");
        await replica.SendAsync(WireEdge.Ok);
        await caller.ReceiveMessageAsync();
        // A clean end: what the server cuts, since it waits too long, has none.
        (await client.ReceiveUntilAsync("\r\n0\r\n\r\n")).ShouldEndWith("\r\n0\r\n\r\n");
        await stop.WaitAsync(WireConnection.Patience);
    }

    private static async Task<WireConnection> OpenAsync(WireEdge edge, string query = "", string? key = null, string fields = "")
    {
        WireConnection client = await WireConnection.ToAsync(edge.Server.ControlAddress);
        string authorization = key is null ? "" : $"Authorization: Bearer {key}\r\n";
        await client.SendAsync($"GET /console/events{query} HTTP/1.1\r\nHost: localhost\r\n{authorization}{fields}\r\n");
        return client;
    }

    private static async Task<JsonElement> UpdateAsync(WireConnection client)
    {
        await client.ReceiveUntilAsync("data: ");
        string update = await client.ReceiveUntilAsync("\n\n");
        return JsonDocument.Parse(update).RootElement.Clone();
    }

    private static KeyConfig Key(string text, string account, KeyScopes scopes) =>
        new(text, [.. SHA256.HashData(Encoding.UTF8.GetBytes(text))], account) { Scopes = scopes };
}
