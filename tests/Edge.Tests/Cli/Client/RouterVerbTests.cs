namespace Edge.Tests.Cli.Client;

/// <summary>What each verb of routers asks the server for.</summary>
public sealed class RouterVerbTests : IAsyncLifetime
{
    private ClientHost _client = null!;

    public async Task InitializeAsync() => _client = await ClientHost.StartAsync();

    public async Task DisposeAsync() => await _client.DisposeAsync();

    [Fact]
    public async Task Create_sends_every_flag()
    {
        (await _client.RunAsync("router", "create", "--deployments", "a,b", "--deployments", "accounts/default/deployments/c", "--strategy", "even-load", "--model", "accounts/x/models/m",
            "--display-name", "Chat of \"all\"", "--router-id", "chat", "--public", "--session-affinity")).ShouldBe(0, _client.Error);
        _client.Request.Line.ShouldBe("POST /v1/accounts/default/routers?routerId=chat");
        _client.Request.Body.ShouldBe("""{"deployments":["a","b","accounts/default/deployments/c"],"model":"accounts/x/models/m","displayName":"Chat of \u0022all\u0022","public":true,"enableSessionAffinity":true,"evenLoad":{}}""");
        _client.Request.ContentType.ShouldBe("application/json");
    }

    [Fact]
    public async Task Create_sends_no_flag_that_was_not_given()
    {
        (await _client.RunAsync("router create --deployments a")).ShouldBe(0, _client.Error);
        _client.Request.Line.ShouldBe("POST /v1/accounts/default/routers");
        _client.Request.Body.ShouldBe("""{"deployments":["a"]}""");
    }

    [Theory]
    [InlineData("--deployments b", """{"deployments":["b"]}""")]
    [InlineData("--strategy weighted-random", """{"weightedRandom":{}}""")]
    [InlineData("--strategy even-load", """{"evenLoad":{}}""")]
    [InlineData("--public", """{"public":true}""")]
    [InlineData("--public false", """{"public":false}""")]
    [InlineData("--session-affinity=false", """{"enableSessionAffinity":false}""")]
    [InlineData("--display-name ", """{"displayName":""}""")]
    public async Task Update_sends_what_was_given_and_nothing_else(string flags, string body)
    {
        (await _client.RunAsync($"router update chat {flags}")).ShouldBe(0, _client.Error);
        _client.Request.Line.ShouldBe("PATCH /v1/accounts/default/routers/chat");
        _client.Request.Body.ShouldBe(body);
    }

    [Theory]
    [InlineData("router update chat", "nothing to change")]
    [InlineData("router update chat --model m", "--model")]
    [InlineData("router update chat --router-id m", "--router-id")]
    [InlineData("router create", "--deployments")]
    [InlineData("router create --deployments a --strategy best", "best")]
    [InlineData("router get chat -o yaml", "yaml")]
    [InlineData("router get accounts/acme/deployments/chat", "'accounts/acme/deployments/chat' names no router")]
    [InlineData("router get ..", "names no router")]
    [InlineData("router get chat --account-id a/b", "--account-id")]
    [InlineData("router get", "get")]
    public async Task A_wrong_command_line_sends_nothing(string line, string named)
    {
        (await _client.RunAsync(line)).ShouldBe(2);
        _client.Error.ShouldContain(named);
        _client.Control.Seen.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("router get chat", "GET /v1/accounts/default/routers/chat")]
    [InlineData("router get chat -a acme", "GET /v1/accounts/acme/routers/chat")]
    [InlineData("router -a acme get chat", "GET /v1/accounts/acme/routers/chat")]
    [InlineData("router get accounts/other/routers/chat -a acme", "GET /v1/accounts/other/routers/chat")]
    [InlineData("router get x?y#z", "GET /v1/accounts/default/routers/x%3Fy%23z")]
    [InlineData("router delete chat", "DELETE /v1/accounts/default/routers/chat")]
    [InlineData("router list", "GET /v1/accounts/default/routers")]
    [InlineData("router list --page-size 7 --order-by createTime --filter a=b&c", "GET /v1/accounts/default/routers?pageSize=7&filter=a%3Db%26c&orderBy=createTime")]
    public async Task A_verb_without_a_body_asks_for_its_path(string line, string request)
    {
        (await _client.RunAsync(line)).ShouldBe(0, _client.Error);
        _client.Request.Line.ShouldBe(request);
        _client.Request.Body.ShouldBeEmpty();
        _client.Request.Authorization.ShouldBeEmpty();
    }

    [Fact]
    public async Task Delete_says_what_it_deleted()
    {
        await _client.RunAsync("router delete chat -a acme");
        _client.Output.TrimEnd().ShouldBe("Deleted accounts/acme/routers/chat.");
    }
}
