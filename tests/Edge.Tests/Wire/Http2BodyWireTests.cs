using System.Net;
using System.Text;

namespace Edge.Tests.Wire;

/// <summary>Bodies over HTTP/2, where no length needs to be said.</summary>
public sealed class Http2BodyWireTests
{
    [Fact]
    public async Task A_body_without_length_that_is_still_coming_goes_on_in_chunks()
    {
        await using WireEdge edge = await WireEdge.StartAsync(change: c => c with { Listen = c.Listen with { Data = null, H2c = c.Listen.Data } });
        using var handler = new SocketsHttpHandler();
        using var client = new HttpMessageInvoker(handler);
        var body = new LateContent("{\"model\":\"m\",");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://{edge.Address}/v1/embeddings")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = body,
        };
        Task<HttpResponseMessage> answering = client.SendAsync(request, CancellationToken.None);
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        string head = await replica.ReceiveHeadAsync();
        head.ShouldContain("Transfer-Encoding: chunked\r\n");
        head.ShouldNotContain("Content-Length");
        body.Finish("\"x\":1}");
        (await replica.ReceiveUntilAsync("0\r\n\r\n")).ShouldContain("}");
        await replica.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        using HttpResponseMessage answer = await answering;
        (await answer.Content.ReadAsStringAsync()).ShouldBe("ok");
    }

    /// <summary>Sends its first part at once and the rest when the test says so; has no length.</summary>
    private sealed class LateContent(string first) : HttpContent
    {
        private readonly TaskCompletionSource<string> _rest = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal void Finish(string rest) => _rest.SetResult(rest);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(first));
            await stream.FlushAsync();
            await stream.WriteAsync(Encoding.UTF8.GetBytes(await _rest.Task));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
