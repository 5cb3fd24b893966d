namespace Edge.Tests.Cli.Client;

/// <summary>What the verbs of keys, and <c>explain</c>, ask the server for.</summary>
public sealed class KeyVerbTests : IAsyncLifetime
{
    private ClientHost _client = null!;

    public async Task InitializeAsync() => _client = await ClientHost.StartAsync();

    public async Task DisposeAsync() => await _client.DisposeAsync();

    [Theory]
    [InlineData("key create", "POST /v1/accounts/default/keys", """{"scopes":["inference"]}""")]
    [InlineData("key create --key-id app -a team --scope read write --display-name App", "POST /v1/accounts/team/keys?keyId=app", """{"scopes":["read","write"],"displayName":"App"}""")]
    [InlineData("key rotate app", "POST /v1/accounts/default/keys/app:rotate", "{}")]
    [InlineData("key list", "GET /v1/accounts/default/keys", "")]
    [InlineData("key get accounts/team/keys/app", "GET /v1/accounts/team/keys/app", "")]
    [InlineData("key delete app", "DELETE /v1/accounts/default/keys/app", "")]
    [InlineData("explain gpt-4o", "POST /v1/accounts/default:explain", """{"model":"gpt-4o"}""")]
    [InlineData("explain gpt-4o -a team --session s --requests 10", "POST /v1/accounts/team:explain", """{"model":"gpt-4o","session":"s","requests":10}""")]
    public async Task Each_verb_is_one_request(string line, string request, string body)
    {
        (await _client.RunAsync(line)).ShouldBe(0, _client.Error);
        _client.Request.Line.ShouldBe(request);
        _client.Request.Body.ShouldBe(body);
    }

    [Fact]
    public async Task A_sample_request_goes_along()
    {
        string file = Path.Combine(_client.Home, "request.json");
        await File.WriteAllTextAsync(file, """{"user":"u"}""");
        (await _client.RunAsync("explain", "m", "--request", file)).ShouldBe(0, _client.Error);
        _client.Request.Body.ShouldBe("""{"model":"m","request":{"user":"u"}}""");
    }

    [Theory]
    [InlineData("[]", "no JSON object")]
    [InlineData("{", "no JSON object")]
    [InlineData(null, "can't be read")]
    public async Task A_sample_that_is_none_sends_nothing(string? text, string named)
    {
        string file = Path.Combine(_client.Home, "request.json");
        if (text is not null)
            await File.WriteAllTextAsync(file, text);
        (await _client.RunAsync("explain", "m", "--request", file)).ShouldBe(2);
        _client.Error.ShouldContain(named);
        _client.Control.Seen.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_scope_that_is_none_sends_nothing()
    {
        (await _client.RunAsync("key create --scope all")).ShouldBe(2);
        _client.Control.Seen.ShouldBeEmpty();
    }
}
