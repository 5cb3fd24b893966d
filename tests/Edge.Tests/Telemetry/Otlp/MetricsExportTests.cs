using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Edge.Telemetry.Otlp;
using Edge.Tests.Telemetry.Exposition;
using Edge.Tests.Wire;

namespace Edge.Tests.Telemetry.Otlp;

/// <summary>When metrics are sent, over real sockets and with a clock set by hand.</summary>
public sealed class MetricsExportTests : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(60);
    private readonly Stage _stage = new();
    private readonly ConcurrentQueue<string> _failures = [];

    public void Dispose() => _stage.Dispose();

    [Theory]
    [InlineData("grpc")]
    [InlineData("http")]
    public async Task They_are_sent_at_each_interval_and_at_the_end(string protocol)
    {
        await using WireCollector collector = await WireCollector.StartAsync(protocol);
        Uri url = collector.Config.Endpoint;
        await using (Start(protocol == "grpc" ? url : new Uri(url, "v1/metrics"), protocol == "grpc"))
        {
            collector.Metrics.ShouldBeEmpty();
            for (int sent = 1; sent <= 2; sent++)
            {
                _stage.Time.Advance(Interval);
                await WireEdge.UntilAsync(() => collector.Metrics.Count == sent, "nothing is sent");
            }
        }
        collector.Metrics.Count.ShouldBe(3);
        _failures.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_receiver_that_never_answers_delays_the_end_by_so_much_and_no_more(bool isGrpc)
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        MetricsExport export = Start(new Uri($"http://{silent.LocalEndpoint}/"), isGrpc);
        Task end = export.DisposeAsync().AsTask();
        using TcpClient asked = await silent.AcceptTcpClientAsync();

        _stage.Time.Advance(TimeSpan.FromSeconds(4.9));
        end.IsCompleted.ShouldBeFalse();
        _stage.Time.Advance(TimeSpan.FromSeconds(0.1));
        await end.WaitAsync(TimeSpan.FromSeconds(10));
        _failures.ShouldBe(["the last metrics were not taken within 5 s"]);
    }

    private MetricsExport Start(Uri url, bool isGrpc)
    {
        var client = new HttpClient(new SocketsHttpHandler()) { Timeout = TimeSpan.FromSeconds(30) };
        var message = new MetricsMessage([], _stage.Time.GetUtcNow(), Temporality.Cumulative, _stage.Time);
        return new MetricsExport(_stage.Exposition, message, new MetricsReceiver(client, url, isGrpc), Interval, _stage.Time, _failures.Enqueue);
    }
}
