using ConfigSync.Resources;
using Edge.Buffers;

namespace Edge.Tests.Wire;

/// <summary>More than there is room for: told at once, and nothing grows.</summary>
public sealed class OverloadWireTests
{
    private static void ExpectRefused((string Head, string Body) answer, string code)
    {
        answer.Head.ShouldStartWith("HTTP/1.1 503 ");
        answer.Head.ShouldContain("Retry-After: 1\r\n", Case.Insensitive);
        WireError.Of(answer.Body).Code.ShouldBe(code);
    }

    [DriverFact]
    public async Task A_full_deployment_says_so_and_takes_the_next_one_once_there_is_room()
    {
        await using WireEdge edge = await WireEdge.StartAsync(m => m with { Limits = new LimitsConfig { MaxOutstanding = 2 } });
        WireConnection[] clients = [await edge.ConnectAsync(), await edge.ConnectAsync()];
        WireConnection[] replicas = new WireConnection[2];
        for (int i = 0; i < 2; i++)
        {
            await clients[i].SendAsync(WireEdge.Post());
            replicas[i] = await edge.Upstream.AcceptAsync();
            await replicas[i].ReceiveMessageAsync();
        }
        ExpectRefused(await edge.AskAsync(WireEdge.Post()), "overloaded");
        await replicas[0].SendAsync(WireEdge.Ok);
        (await clients[0].ReceiveMessageAsync()).Body.ShouldBe("ok");
        await WireEdge.UntilAsync(() => edge.Replica.Outstanding == 1, "the first one does not end");
        await clients[0].SendAsync(WireEdge.Post());
        await replicas[0].ReceiveMessageAsync();
        foreach (WireConnection connection in (WireConnection[])[.. clients, .. replicas])
            connection.Dispose();
        await edge.ExpectIdleAsync();
    }

    [DriverFact]
    public async Task A_full_queue_says_so_at_once_and_whoever_waits_too_long_is_told()
    {
        var limits = new LimitsConfig { MaxConnections = 1, MaxQueue = 1, QueueTimeout = TimeSpan.FromMinutes(10) };
        await using WireEdge edge = await WireEdge.StartAsync(m => m with { Limits = limits });
        using WireConnection first = await edge.ConnectAsync(), second = await edge.ConnectAsync();
        await first.SendAsync(WireEdge.Post());
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        await replica.ReceiveMessageAsync();
        await second.SendAsync(WireEdge.Post());
        await WireEdge.UntilAsync(() => edge.Replica.Pool.Waiting == 1, "nobody waits");
        ExpectRefused(await edge.AskAsync(WireEdge.Post()), "queue_full");
        DeploymentConfig impatient = edge.Config.Deployments[0] with { Limits = limits with { QueueTimeout = TimeSpan.FromMilliseconds(1) } };
        edge.Server.Apply(edge.Config with { Deployments = [impatient] });
        ExpectRefused(await second.ReceiveMessageAsync(), "queue_timeout");
        await replica.SendAsync(WireEdge.Ok);
        (await first.ReceiveMessageAsync()).Body.ShouldBe("ok");
    }

    [DriverFact]
    public async Task Bodies_that_take_too_much_memory_together_are_refused_and_small_ones_pass_again_afterwards()
    {
        // Tests share the pool of the process: what others have at the moment counts as well, and may be back before this body comes.
        int allowed = (64 + (int)BlockPool.Shared.Rented) * BlockPool.BlockSize;
        await using WireEdge edge = await WireEdge.StartAsync(change: config => config with
        {
            Listen = config.Listen with { MaxBufferedBytes = allowed, MaxBodyBytes = allowed + (16 << 20) },
        });
        string large = WireEdge.Post($$"""{"x":"{{new string('x', allowed + (8 << 20))}}","model":"m"}""");
        using (WireConnection client = await edge.ConnectAsync())
        {
            Task sent = client.SendAsync(large);
            ExpectRefused(await client.ReceiveMessageAsync(), "memory_full");
            await Task.WhenAny(sent);
            _ = sent.Exception;
        }
        await edge.ExpectIdleAsync();
        await WireEdge.UntilAsync(() => PassesAsync(edge).GetAwaiter().GetResult(), "small bodies do not pass again");
    }

    private static async Task<bool> PassesAsync(WireEdge edge)
    {
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post());
        Task<(string Head, string Body)> answer = client.ReceiveMessageAsync();
        await WireEdge.UntilAsync(() => answer.IsCompleted || edge.Upstream.HasPending, "there is no answer");
        if (answer.IsCompleted)
            return false;
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        await replica.ReceiveMessageAsync();
        await replica.SendAsync(WireEdge.Ok);
        return (await answer).Body == "ok";
    }
}
