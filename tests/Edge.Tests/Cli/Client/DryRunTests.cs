namespace Edge.Tests.Cli.Client;

/// <summary>What would be sent is printed, and nothing is sent.</summary>
public sealed class DryRunTests : IAsyncLifetime
{
    private ClientHost _client = null!;

    public async Task InitializeAsync() => _client = await ClientHost.StartAsync();

    public async Task DisposeAsync() => await _client.DisposeAsync();

    [Fact]
    public async Task Create_prints_its_method_its_address_and_its_body()
    {
        (await _client.RunAsync("router create --deployments a --router-id chat --dry-run --api-key secret-key")).ShouldBe(0, _client.Error);
        _client.Output.ReplaceLineEndings("\n").ShouldBe($$"""
            POST {{_client.Control.Address}}/v1/accounts/default/routers?routerId=chat
            {
              "deployments": [
                "a"
              ]
            }

            """.ReplaceLineEndings("\n"));
        _client.Error.ShouldBeEmpty();
        _client.Control.Seen.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("router update chat --public", "PATCH", "/v1/accounts/default/routers/chat")]
    [InlineData("router get chat", "GET", "/v1/accounts/default/routers/chat")]
    [InlineData("router delete chat", "DELETE", "/v1/accounts/default/routers/chat")]
    [InlineData("router list", "GET", "/v1/accounts/default/routers")]
    [InlineData("deployment create m", "POST", "/v1/accounts/default/deployments")]
    [InlineData("deployment update d --min-replica-count 1", "PATCH", "/v1/accounts/default/deployments/d")]
    [InlineData("deployment scale d --replica-count 1", "PATCH", "/v1/accounts/default/deployments/d:scale")]
    [InlineData("deployment delete d --ignore-checks", "DELETE", "/v1/accounts/default/deployments/d?ignoreChecks=true")]
    public async Task No_verb_sends_anything(string line, string method, string path)
    {
        (await _client.RunAsync($"{line} --dry-run")).ShouldBe(0, _client.Error);
        _client.Output.Split(Environment.NewLine)[0].ShouldBe($"{method} {_client.Control.Address}{path}");
        _client.Control.Seen.ShouldBeEmpty();
    }
}
