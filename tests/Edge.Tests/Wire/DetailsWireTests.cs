using System.Globalization;
using ConfigSync.Resources;

namespace Edge.Tests.Wire;

/// <summary>What an answer says of its way through Edge (docs/specs/openai.md, "Details"), on every driver.</summary>
public sealed class DetailsWireTests
{
    private const string Asking = "x-edge-details: 1\r\n";

    [DriverFact]
    public async Task A_caller_that_asks_learns_the_replica_the_attempts_and_the_times()
    {
        await using WireEdge edge = await StartAsync();
        (string request, _, string answer, _) = await edge.RelayAsync(WireEdge.Post(fields: Asking));
        request.ShouldNotContain("x-edge-details", Case.Insensitive);
        answer.ShouldContain("\r\nx-edge-attempts: 1\r\n");
        answer.ShouldContain($"\r\nx-edge-replica: accounts/default/deployments/m@{edge.Upstream.Url}\r\n");
        (string Phase, double Length)[] timing = Timing(answer);
        timing.Select(part => part.Phase).ShouldBe(["intake", "pick", "connect", "send", "upstream", "total"]);
        double parts = timing[..^1].Sum(part => part.Length);
        timing[^1].Length.ShouldBe(parts, tolerance: 0.01);
        double overhead = double.Parse(Field(answer, "x-edge-overhead"), CultureInfo.InvariantCulture);
        overhead.ShouldBe(timing[..4].Sum(part => part.Length), tolerance: 0.01);
    }

    [DriverFact]
    public async Task A_refusal_says_how_far_the_request_came()
    {
        await using WireEdge edge = await StartAsync();
        (string answer, _) = await edge.AskAsync(WireEdge.Post("""{"model":"nobody"}""", fields: Asking));
        answer.ShouldStartWith("HTTP/1.1 404 ");
        answer.ShouldContain("\r\nx-edge-attempts: 0\r\n");
        Timing(answer).Select(part => part.Phase).ShouldBe(["intake", "total"]);
        answer.ShouldNotContain("x-edge-replica");
    }

    [DriverFact]
    public async Task A_replicas_own_timing_stays_beside()
    {
        await using WireEdge edge = await StartAsync();
        (_, _, string answer, _) = await edge.RelayAsync(
            WireEdge.Post(fields: Asking), "HTTP/1.1 200 OK\r\nServer-Timing: model;dur=3\r\nContent-Length: 2\r\n\r\nok");
        answer.ShouldContain("model;dur=3");
        answer.ShouldContain("total;dur=");
    }

    [DriverTheory]
    [InlineData(true, "")]
    [InlineData(false, Asking)]
    public async Task Nobody_learns_anything_unasked_or_where_it_is_not_allowed(bool allowed, string fields)
    {
        await using WireEdge edge = await StartAsync(allowed);
        (string request, _, string answer, _) = await edge.RelayAsync(WireEdge.Post(fields: fields));
        request.ShouldNotContain("x-edge-");
        answer.ShouldNotContain("x-edge-");
        answer.ShouldNotContain("Server-Timing");
    }

    [DriverFact]
    public async Task The_next_request_of_a_connection_has_to_ask_again()
    {
        await using WireEdge edge = await StartAsync();
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post(fields: Asking));
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        await replica.ReceiveMessageAsync();
        await replica.SendAsync(WireEdge.Ok);
        (await client.ReceiveMessageAsync()).Head.ShouldContain("x-edge-replica");
        await client.SendAsync(WireEdge.Post());
        await replica.ReceiveMessageAsync();
        await replica.SendAsync(WireEdge.Ok);
        (await client.ReceiveMessageAsync()).Head.ShouldNotContain("x-edge-");
    }

    private static Task<WireEdge> StartAsync(bool allowed = true) =>
        WireEdge.StartAsync(change: config => config with { Telemetry = new TelemetryConfig { Details = allowed } });

    private static (string Phase, double Length)[] Timing(string answer) =>
    [
        .. Field(answer, "Server-Timing").Split(", ").Select(part => part.Split(";dur="))
            .Select(part => (part[0], double.Parse(part[1], CultureInfo.InvariantCulture))),
    ];

    private static string Field(string answer, string name) =>
        answer.Split("\r\n").Single(line => line.StartsWith($"{name}: ", StringComparison.OrdinalIgnoreCase))[(name.Length + 2)..];
}
