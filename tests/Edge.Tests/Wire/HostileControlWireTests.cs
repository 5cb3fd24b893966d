using System.Net;
using ConfigSync.Resources;

namespace Edge.Tests.Wire;

/// <summary>Callers who would like the control API to do more than they may (docs/specs/fireworks.md).</summary>
public sealed class HostileControlWireTests : IDisposable
{
    private readonly string _outer = Directory.CreateTempSubdirectory("edge-hostile-").FullName;

    public void Dispose() => Directory.Delete(_outer, true);

    [Theory]
    [InlineData("/v1/accounts/default/routers")]
    [InlineData("/v1/accounts/default/keys")]
    [InlineData("/v1/accounts/default/%6beys")]
    [InlineData("/%76%31/accounts/default/keys")]
    [InlineData("/v1/accounts/default/keys/")]
    [InlineData("/v1/accounts//keys")]
    [InlineData("//v1/accounts/default/keys")]
    [InlineData("/v1//accounts/default/keys")]
    [InlineData("/livez/../v1/accounts/default/keys")]
    [InlineData("/livez/%2e%2e/v1/accounts/default/keys")]
    [InlineData("/v1/accounts/default/keys%00")]
    [InlineData("/v1/accounts/default/keys;x")]
    [InlineData("/v1/accounts/default\\keys")]
    [InlineData("http://localhost/v1/accounts/default/keys")]
    public async Task Without_a_key_nobody_from_elsewhere_gets_in(string path)
    {
        await using WireEdge edge = await StartAsync(new IPEndPoint(IPAddress.Any, 0));
        var control = new IPEndPoint(IPAddress.Loopback, edge.Server.ControlAddress.Port);
        foreach (string method in (string[])["GET", "POST", "PATCH", "DELETE", "HEAD"])
            (await StatusAsync(control, WireEdge.Get(path, "Content-Length: 0\r\n", method).Replace("Host: edge", "Host: localhost", StringComparison.Ordinal))).ShouldBeOneOf("400", "401", "404");
    }

    [Theory]
    [InlineData("POST", "/v1/accounts/default/routers?routerId=..%2f..%2fevil")]
    [InlineData("POST", "/v1/accounts/default/routers?routerId=../../evil")]
    [InlineData("POST", "/v1/accounts/default/routers?routerId=..%5cevil")]
    [InlineData("POST", "/v1/accounts/default/routers?routerId=evil%00")]
    [InlineData("POST", "/v1/accounts/default/routers?routerId=evil%0a")]
    [InlineData("POST", "/v1/accounts/default/routers?routerId=.")]
    [InlineData("POST", "/v1/accounts/default/routers?routerId=*")]
    [InlineData("POST", "/v1/accounts/..%2f..%2fevil/routers?routerId=evil")]
    [InlineData("POST", "/v1/accounts/%2e%2e/routers?routerId=evil")]
    [InlineData("POST", "/v1/accounts/default/keys?keyId=..%2fevil")]
    [InlineData("DELETE", "/v1/accounts/default/routers/..%2f..%2fkept")]
    [InlineData("DELETE", "/v1/accounts/default/routers/..%5c..%5ckept")]
    [InlineData("DELETE", "/v1/accounts/default/routers/../../../../kept")]
    [InlineData("PATCH", "/v1/accounts/default/routers/..%2f..%2fkept")]
    [InlineData("GET", "/v1/accounts/default/routers/..%2f..%2fkept.json")]
    [InlineData("GET", "/v1/accounts/default/routers/%00")]
    public async Task An_id_that_is_a_path_leads_nowhere(string method, string path)
    {
        string kept = Path.Combine(_outer, "kept.json");
        await File.WriteAllTextAsync(kept, "{}");
        await using WireEdge edge = await StartAsync(WireEdge.AnyPort);
        string[] before = Files();
        const string Body = """{"deployments":["accounts/default/deployments/m"],"displayName":"evil"}""";
        string request = WireEdge.Post(Body, path).Replace("POST", method, StringComparison.Ordinal).Replace("Host: edge", "Host: localhost", StringComparison.Ordinal);
        (await StatusAsync(edge.Server.ControlAddress, request)).ShouldStartWith("4");
        Files().ShouldBe(before);
        (await File.ReadAllTextAsync(kept)).ShouldBe("{}");
    }

    private async Task<WireEdge> StartAsync(IPEndPoint control)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_outer, "store")).FullName;
        WireEdge edge = await WireEdge.StartAsync(change: config => config with
        {
            Listen = config.Listen with { Control = control },
            Store = new StoreConfig { Folder = folder, BaseDirectory = folder },
        });
        using var patience = new CancellationTokenSource(WireConnection.Patience);
        await edge.Server.ReadyAsync(patience.Token);
        return edge;
    }

    private string[] Files() => [.. Directory.EnumerateFiles(_outer, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private static async Task<string> StatusAsync(IPEndPoint address, string request)
    {
        using WireConnection client = await WireConnection.ToAsync(address);
        await client.SendAsync(request);
        return (await client.ReceiveHeadAsync()).Split(' ')[1];
    }
}
