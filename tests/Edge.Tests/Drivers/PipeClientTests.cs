using System.Security.Cryptography.X509Certificates;
using Edge.Drivers;
using Edge.Tests.Wire;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Edge.Tests.Drivers;

/// <summary>One caller's connection on Kestrel's transport, with time set by hand.</summary>
public sealed class PipeClientTests
{
    private const string NotOurs = "GET /v1/models HTTP/1.1\r\nHost: e\r\n\r\n";

    [Fact]
    public async Task Requests_are_answered_in_order_however_they_are_cut()
    {
        string two = PipeHarness.Unknown + PipeHarness.Unknown.Replace("-id: r", "-id: s", StringComparison.Ordinal);
        string expected = await AnswersAsync(two);
        expected.IndexOf("-id: s", StringComparison.Ordinal).ShouldBeGreaterThan(expected.IndexOf("-id: r", StringComparison.Ordinal));
        for (int at = 1; at < two.Length; at++)
            (await AnswersAsync(two[..at], two[at..])).ShouldBe(expected, $"cut at {at}");
        (await AnswersAsync([.. two.Select(c => c.ToString())])).ShouldBe(expected);
    }

    [Fact]
    public async Task What_is_not_ours_goes_on_unread_however_it_is_cut()
    {
        for (int at = 1; at <= NotOurs.Length; at++)
        {
            using var harness = new PipeHarness();
            Task running = harness.RunAsync();
            await harness.SendAsync(PipeHarness.Unknown);
            await harness.ReceiveAsync("}}");
            await harness.SendAsync(NotOurs[..at]);
            await harness.SendAsync(NotOurs[at..]);
            await running.WaitAsync(WireConnection.Patience);
            harness.Passed.ShouldBe(NotOurs, $"cut at {at}");
            harness.IsCut.ShouldBeFalse();
            harness.Driver.Busy.ShouldBe(0);
        }
    }

    [Fact]
    public async Task HTTP_2_over_TLS_is_not_looked_at()
    {
        using var harness = new PipeHarness();
        harness.Features.Set<ITlsConnectionFeature>(new Tls("h2"));
        harness.Features.Set<ITlsApplicationProtocolFeature>(new Tls("h2"));
        Task running = harness.RunAsync();
        await harness.SendAsync(PipeHarness.Unknown);
        await running.WaitAsync(WireConnection.Patience);
        harness.Passed.ShouldBe(PipeHarness.Unknown);
    }

    [Fact]
    public async Task TLS_ends_behind_us_and_with_it_the_connection()
    {
        using var harness = new PipeHarness();
        harness.Features.Set<ITlsConnectionFeature>(new Tls("http/1.1"));
        harness.Features.Set<ITlsApplicationProtocolFeature>(new Tls("http/1.1"));
        Task running = harness.RunAsync();
        await harness.SendAsync(PipeHarness.Unknown.Replace("Host", "Connection: close\r\nHost", StringComparison.Ordinal));
        (await harness.ReceiveAsync("}}")).ShouldContain("Connection: close");
        await running.WaitAsync(WireConnection.Patience);
        harness.IsCut.ShouldBeFalse();
    }

    [Fact]
    public async Task A_connection_without_a_request_ends_after_a_while()
    {
        using var harness = new PipeHarness();
        Task running = harness.RunAsync();
        harness.Pass(SessionSettings.KeepAlive - 1);
        await harness.SendAsync(PipeHarness.Unknown);
        await harness.ReceiveAsync("}}");
        harness.Pass(SessionSettings.KeepAlive);
        (await harness.ReceiveRestAsync()).ShouldBe("");
        await running.WaitAsync(WireConnection.Patience);
        harness.IsCut.ShouldBeFalse();
    }

    [Fact]
    public async Task A_head_that_comes_too_slowly_is_answered()
    {
        using var harness = new PipeHarness();
        Task running = harness.RunAsync();
        await harness.SendAsync(NotOurs[..^1]);
        harness.Pass(SessionSettings.HeadTime);
        (await harness.ReceiveAsync("}}")).ShouldStartWith("HTTP/1.1 408 ");
        Task<string> rest = harness.ReceiveRestAsync();
        // The answer arrives before the end has its deadline.
        await WireEdge.UntilAsync(
            () =>
            {
                harness.Pass(1_000);
                return rest.IsCompleted;
            },
            "the connection has no end");
        (await rest).ShouldBe("");
        await running.WaitAsync(WireConnection.Patience);
    }

    [Fact]
    public async Task A_caller_that_does_not_take_its_answer_is_cut()
    {
        using var harness = new PipeHarness(window: 16);
        Task running = harness.RunAsync();
        await harness.SendAsync(PipeHarness.Unknown);
        harness.Driver.Busy.ShouldBe(1);
        harness.Pass(PipeOutput.Farewell * 2);
        await running.WaitAsync(WireConnection.Patience);
        harness.IsCut.ShouldBeTrue();
        harness.Driver.Busy.ShouldBe(0);
    }

    [Fact]
    public async Task A_caller_that_takes_no_end_is_cut()
    {
        using var harness = new PipeHarness();
        Task running = harness.RunAsync();
        await harness.SendAsync(PipeHarness.Unknown.Replace("Host", "Connection: close\r\nHost", StringComparison.Ordinal));
        running.IsCompleted.ShouldBeFalse();
        harness.Pass(PipeOutput.Farewell);
        await running.WaitAsync(WireConnection.Patience);
        harness.IsCut.ShouldBeTrue();
    }

    [Fact]
    public async Task A_caller_that_leaves_takes_its_request_with_it()
    {
        using var harness = new PipeHarness();
        Task running = harness.RunAsync();
        await harness.SendAsync(PipeHarness.Unknown[..^1]);
        harness.Driver.Busy.ShouldBe(1);
        harness.End();
        await running.WaitAsync(WireConnection.Patience);
        harness.Driver.Busy.ShouldBe(0);
        harness.Blocks.Rented.ShouldBe(0);
    }

    [Fact]
    public async Task A_server_that_stops_ends_a_connection_between_requests()
    {
        using var harness = new PipeHarness();
        Task running = harness.RunAsync();
        await harness.SendAsync(PipeHarness.Unknown);
        await harness.ReceiveAsync("}}");
        harness.Stop();
        (await harness.ReceiveRestAsync()).ShouldBe("");
        await running.WaitAsync(WireConnection.Patience);
    }

    [Fact]
    public async Task A_server_that_stops_serves_who_was_let_in()
    {
        using var harness = new PipeHarness();
        Task running = harness.RunAsync();
        harness.Driver.Drain();
        harness.Stop();
        await harness.SendAsync(PipeHarness.Unknown);
        string answer = await harness.ReceiveRestAsync();
        answer.ShouldContain("Connection: close");
        answer.ShouldEndWith("}}");
        await running.WaitAsync(WireConnection.Patience);
    }

    [Fact]
    public async Task A_server_that_stops_waits_little_for_a_first_request()
    {
        using var harness = new PipeHarness();
        harness.Stop();
        Task running = harness.RunAsync();
        running.IsCompleted.ShouldBeFalse();
        harness.Pass(SessionSettings.Linger);
        (await harness.ReceiveRestAsync()).ShouldBe("");
        await running.WaitAsync(WireConnection.Patience);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_mistake_of_ours_ends_its_connection_and_is_reported(bool inRequest)
    {
        Func<SessionServices> failing = () => throw new NotSupportedException("nobody expects this");
        using var harness = new PipeHarness(services: inRequest ? null : failing, failsToFlush: inRequest);
        Task running = harness.RunAsync();
        await harness.SendAsync(PipeHarness.Unknown);
        (await Should.ThrowAsync<NotSupportedException>(running.WaitAsync(WireConnection.Patience))).Message.ShouldBe("nobody expects this");
        harness.IsCut.ShouldBeTrue();
        harness.Driver.Busy.ShouldBe(0);
        harness.Blocks.Rented.ShouldBe(0);
        harness.Driver.Sweep();
    }

    private static async Task<string> AnswersAsync(params string[] pieces)
    {
        using var harness = new PipeHarness();
        Task running = harness.RunAsync();
        foreach (string piece in pieces)
            await harness.SendAsync(piece);
        harness.Stop();
        string answers = await harness.ReceiveRestAsync();
        await running.WaitAsync(WireConnection.Patience);
        return answers;
    }

    private sealed class Tls(string protocol) : ITlsConnectionFeature, ITlsApplicationProtocolFeature
    {
        public X509Certificate2? ClientCertificate { get; set; }

        public ReadOnlyMemory<byte> ApplicationProtocol { get; } = System.Text.Encoding.ASCII.GetBytes(protocol);

        public Task<X509Certificate2?> GetClientCertificateAsync(CancellationToken cancellationToken) => Task.FromResult(ClientCertificate);
    }
}
