using System.Net;
using ConfigSync.Resources;
using Edge.Hosting;

namespace Edge.Tests.Wire;

/// <summary>The first key of a store whose control API others can reach.</summary>
public sealed class BootstrapWireTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edge-bootstrap-").FullName;

    private string KeyFile => Path.Combine(_folder, ".edge-bootstrap-key");

    public void Dispose() => Directory.Delete(_folder, true);

    private Task<WireEdge> StartAsync(bool isPublic, string? folder = null, WireLog? log = null) => WireEdge.StartAsync(change: config => config with
    {
        Listen = config.Listen with { PublicControl = isPublic },
        Store = new StoreConfig { Folder = _folder, BaseDirectory = folder ?? _folder },
    }, loggers: log);

    private static async Task<string> StatusAsync(IPEndPoint address, string request)
    {
        using WireConnection client = await WireConnection.ToAsync(address);
        await client.SendAsync(request);
        return (await client.ReceiveMessageAsync()).Head.Split(' ')[1];
    }

    [DriverFact]
    public async Task A_key_is_made_where_callers_reach_the_control_API_and_read_by_its_owner_alone()
    {
        await using WireEdge edge = await StartAsync(isPublic: true);
        await WireEdge.UntilAsync(() => File.Exists(KeyFile) && edge.Server.Routing.Snapshots.Current.HasControlKeys, "no key was made");
        string key = (await File.ReadAllTextAsync(KeyFile)).Trim();
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(KeyFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        string list = "/v1/accounts/default/routers";
        (await StatusAsync(edge.Address, WireEdge.Get(list))).ShouldBe("401");
        (await StatusAsync(edge.Address, WireEdge.Get(list, "Authorization: Bearer nobody\r\n"))).ShouldBe("401");
        (await StatusAsync(edge.Address, WireEdge.Get(list, $"Authorization: Bearer {key}\r\n"))).ShouldBe("200");
        (await StatusAsync(edge.Server.ControlAddress, WireEdge.Get(list))).ShouldBe("401", "there is a key now");
        (await File.ReadAllTextAsync(Path.Combine(_folder, "key.default.bootstrap.json"))).ShouldNotContain(key);
        // It lets nobody call models, so those who may call without a key still may.
        (await edge.RelayAsync(WireEdge.Post())).AnswerBody.ShouldBe("ok");
    }

    [DriverFact]
    public async Task No_key_is_made_where_this_machine_alone_reaches_it_and_callers_find_nothing()
    {
        await using WireEdge edge = await StartAsync(isPublic: false);
        using var patience = new CancellationTokenSource(WireConnection.Patience);
        await edge.Server.ReadyAsync(patience.Token);
        (await StatusAsync(edge.Server.ControlAddress, WireEdge.Get("/v1/accounts/default/routers").Replace("Host: edge", "Host: localhost", StringComparison.Ordinal))).ShouldBe("200");
        (await StatusAsync(edge.Address, WireEdge.Get("/v1/accounts/default/routers"))).ShouldBe("404");
        File.Exists(KeyFile).ShouldBeFalse();
    }

    [Fact]
    public void The_key_goes_where_what_was_applied_is_kept_for_the_folder_of_the_configuration_may_be_read_only()
    {
        BootstrapKey.FolderOf(new StoreConfig { Nats = new NatsConfig(), BaseDirectory = "/etc/edge", LastKnownGood = "/var/lib/edge/last-known-good" }).ShouldBe("/var/lib/edge");
        BootstrapKey.FolderOf(new StoreConfig { Nats = new NatsConfig(), BaseDirectory = "/etc/edge" }).ShouldBe("/etc/edge");
    }

    [DriverFact]
    public async Task A_key_that_nobody_could_read_is_not_made()
    {
        using var log = new WireLog();
        await using WireEdge edge = await StartAsync(isPublic: true, Path.Combine(_folder, "not-there"), log);
        await log.ExpectAsync("none could be made: ");
        log.Errors.ShouldHaveSingleItem().ShouldContain("edge keys create");
        File.Exists(Path.Combine(_folder, "key.default.bootstrap.json")).ShouldBeFalse();
        (await edge.RelayAsync(WireEdge.Post())).AnswerBody.ShouldBe("ok");
    }

    [Theory]
    [InlineData("Host: evil.example", "401")]
    [InlineData("Host: localhost:8081\r\nOrigin: http://localhost:8081", "401")]
    [InlineData("Host: 127.0.0.1:8081\r\nSec-Fetch-Site: none", "401")]
    [InlineData("Host: localhost:8081\r\nSec-Fetch-Site: same-site", "401")]
    [InlineData("Host: localhost:8081\r\nOrigin: http://localhost:3000\r\nSec-Fetch-Site: same-origin", "401")]
    [InlineData("Host: evil.example\r\nSec-Fetch-Site: same-origin", "401")]
    [InlineData("Host: localhost:8081\r\nSec-Fetch-Site: same-origin", "200")]
    [InlineData("Host: [::1]:8081", "200")]
    [InlineData("Host: LOCALHOST", "200")]
    public async Task Web_pages_of_this_machine_are_not_let_in_without_a_key_but_the_one_served_here(string fields, string status)
    {
        await using WireEdge edge = await StartAsync(isPublic: false);
        string request = WireEdge.Get("/v1/accounts/default/routers").Replace("Host: edge", fields, StringComparison.Ordinal);
        (await StatusAsync(edge.Server.ControlAddress, request)).ShouldBe(status);
    }

    [Fact]
    public async Task The_page_that_is_served_here_looks_and_changes_nothing()
    {
        await using WireEdge edge = await StartAsync(isPublic: false);
        const string Page = "Host: localhost:8081\r\nOrigin: http://localhost:8081\r\nSec-Fetch-Site: same-origin";
        string explain = WireEdge.Post("{}", "/v1/accounts/default:explain").Replace("Host: edge", Page, StringComparison.Ordinal);
        (await StatusAsync(edge.Server.ControlAddress, explain)).ShouldBe("400", "it names no model");
        string create = WireEdge.Post("{}", "/v1/accounts/default/routers").Replace("Host: edge", Page, StringComparison.Ordinal);
        (await StatusAsync(edge.Server.ControlAddress, create)).ShouldBe("403");
    }
}
