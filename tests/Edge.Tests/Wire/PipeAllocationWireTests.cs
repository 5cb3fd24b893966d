using System.Net.Sockets;
using ConfigSync.Resources;
using Edge.Hosting;
using Edge.Tests.Upstream;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edge.Tests.Wire;

/// <summary>What a request on Kestrel's pipes allocates: nothing. Counted for the whole process, so nothing else may run.</summary>
[Collection(nameof(PipeAllocationWireTests))]
[CollectionDefinition(nameof(PipeAllocationWireTests), DisableParallelization = true)]
public sealed class PipeAllocationWireTests
{
    private const string Json = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n{\"choices\":[{}] , 1}";
    private const string Events = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
        + "6\r\ndata: \r\n4\r\n{}\n\n\r\ne\r\ndata: [DONE]\n\n\r\n0\r\n\r\n";

    [Theory]
    [InlineData(Json, ", 1}")]
    [InlineData(Events, "\r\n0\r\n\r\n")]
    public async Task A_request_allocates_nothing(string answer, string end)
    {
        const int Rounds = 5, Warm = 2_000, Requests = 20_000;
        using var load = new RawLoad(System.Text.Encoding.ASCII.GetBytes(answer), System.Text.Encoding.ASCII.GetBytes(end));
        var config = new EdgeConfig
        {
            Listen = new ListenConfig { Data = WireEdge.AnyPort, Control = WireEdge.AnyPort, Driver = ListenDriver.Kestrel },
            Deployments = [new DeploymentConfig { Id = "m", Endpoints = [new EndpointConfig(load.Url)] }],
            Anonymous = ListenConfig.DefaultAccount,
        };
        // Time stands still: what the heartbeat allocates is none of the requests'.
        await using EdgeServer server = await EdgeServer.StartAsync(config, NullLoggerFactory.Instance, new ManualTime(), CancellationToken.None);
        using Socket caller = RawLoad.Connect(server.DataAddresses.First().Address);
        load.Call(caller, Warm);
        double least = double.MaxValue;
        // The runtime may compile or tidy up in one round; not in each.
        for (int i = 0; i < Rounds && least > 0.5; i++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            load.Call(caller, Requests);
            least = Math.Min(least, (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)Requests);
        }
        least.ShouldBeLessThanOrEqualTo(0.5, "bytes a request");
    }
}
