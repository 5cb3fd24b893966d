using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Edge.Mock;

namespace Edge.Tests.Mock;

/// <summary>A mock for one test, as fast as can be unless told otherwise, and a client for it.</summary>
internal sealed class MockHost : IAsyncDisposable
{
    internal static readonly MockOptions Fast = new() { Ports = [0], FirstToken = TimeSpan.Zero, TokensPerSecond = 0, Tokens = 8 };

    private readonly SocketsHttpHandler _handler = new();

    private MockHost(MockServer server)
    {
        Server = server;
        Client = new HttpClient(_handler, disposeHandler: false) { Timeout = TimeSpan.FromSeconds(30) };
    }

    internal MockServer Server { get; }

    internal HttpClient Client { get; }

    internal int Port => Server.Ports[0];

    internal MockCounters Counters => Server.Counters(0);

    internal MockLogEntry Last => Server.Requests(0)[^1];

    internal static async Task<MockHost> StartAsync(MockOptions? options = null) =>
        new(await MockServer.StartAsync(options ?? Fast, CancellationToken.None));

    internal Uri Url(string path, int replica = 0) => new($"http://127.0.0.1:{Server.Ports[replica]}{path}");

    internal async Task<HttpResponseMessage> PostAsync(string path, string json, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Url(path)) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(json)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        foreach ((string name, string value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    internal async Task<JsonElement> JsonAsync(string path, string json, params (string Name, string Value)[] headers)
    {
        using HttpResponseMessage response = await PostAsync(path, json, headers);
        return JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsByteArrayAsync());
    }

    internal async Task<JsonElement> GetAsync(string path) =>
        JsonSerializer.Deserialize<JsonElement>(await Client.GetByteArrayAsync(Url(path)));

    /// <summary>The events of a stream; the connection must end it cleanly.</summary>
    internal async Task<IReadOnlyList<MockEvent>> EventsAsync(string path, string json, params (string Name, string Value)[] headers)
    {
        using HttpResponseMessage response = await PostAsync(path, json, headers);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        return MockEvent.Read(await response.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _handler.Dispose();
        await Server.DisposeAsync();
        for (int replica = 0; replica < Server.Ports.Count; replica++)
        {
            Server.Counters(replica).Crashes.ShouldBe(0);
            Server.Counters(replica).InFlight.ShouldBe(0);
            Server.Counters(replica).OpenConnections.ShouldBe(0);
        }
    }
}
