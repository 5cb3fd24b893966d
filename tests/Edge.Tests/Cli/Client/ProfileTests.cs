namespace Edge.Tests.Cli.Client;

/// <summary>Where to and as whom: the command line, the environment, the profiles.</summary>
public sealed class ProfileTests : IAsyncLifetime
{
    private const string Secret = "sk-very-secret";

    private ClientHost _client = null!;

    public async Task InitializeAsync() => _client = await ClientHost.StartAsync();

    public async Task DisposeAsync() => await _client.DisposeAsync();

    [Fact]
    public async Task Without_anything_the_usual_address_and_account_are_taken()
    {
        _client.Environment.Remove("EDGE_SERVER");
        (await _client.RunAsync("router list --dry-run")).ShouldBe(0, _client.Error);
        _client.Output.TrimEnd().ShouldBe("GET http://127.0.0.1:8081/v1/accounts/default/routers");
    }

    [Theory]
    [InlineData("", "acme", "from-profile")]
    [InlineData("-p prod", "acme-prod", "from-prod")]
    [InlineData("-p prod -a other --api-key mine", "other", "mine")]
    public async Task A_profile_fills_what_is_not_said(string flags, string account, string key)
    {
        _client.Environment.Remove("EDGE_SERVER");
        _client.WriteProfiles($$"""
            {
              // for every day
              "default": { "server": "{{_client.Control.Address}}", "accountId": "acme", "apiKey": "from-profile" },
              "prod": { "server": "{{_client.Control.Address}}/", "accountId": "acme-prod", "apiKey": "from-prod" },
            }
            """);
        (await _client.RunAsync($"router list {flags}".TrimEnd())).ShouldBe(0, _client.Error);
        _client.Request.Line.ShouldBe($"GET /v1/accounts/{account}/routers");
        _client.Request.Authorization.ShouldBe($"Bearer {key}");
        _client.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_environment_goes_before_the_profile_and_the_command_line_before_both()
    {
        _client.WriteProfiles("""{ "default": { "server": "http://profile.invalid", "apiKey": "from-profile" } }""");
        _client.Environment["EDGE_API_KEY"] = "from-environment";
        (await _client.RunAsync("router list")).ShouldBe(0, _client.Error);
        _client.Request.Authorization.ShouldBe("Bearer from-environment");
        await _client.RunAsync("router list --api-key mine");
        _client.Control.Seen[1].Authorization.ShouldBe("Bearer mine");
        await _client.RunAsync("router list --server http://line.invalid --dry-run");
        _client.Output.ShouldStartWith("GET http://line.invalid/v1/");
    }

    [Theory]
    [InlineData("EDGE_PROFILES", "mine.json")]
    [InlineData("XDG_CONFIG_HOME", "edge/profiles.json")]
    public async Task The_environment_says_where_profiles_are(string variable, string path)
    {
        string file = Path.Combine(_client.Home, "elsewhere", path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, """{ "default": { "accountId": "elsewhere" } }""");
        _client.Environment[variable] = variable == "EDGE_PROFILES" ? file : Path.Combine(_client.Home, "elsewhere");
        (await _client.RunAsync("router list")).ShouldBe(0, _client.Error);
        _client.Request.Line.ShouldBe("GET /v1/accounts/elsewhere/routers");
    }

    [Theory]
    [InlineData("{ \"default\": ", "", ":1:14: this is not JSON")]
    [InlineData("{\n\"apiKey\" = sk-very-secret }", "", ":2:10: this is not JSON")]
    [InlineData("[]", "", ": this is no object of profiles")]
    [InlineData("{ \"default\": 1 }", "", ": profile 'default' is no object")]
    [InlineData("{ \"default\": {}, \"default\": {} }", "", ": this is not JSON, or has a name twice")]
    [InlineData("{ \"default\": { \"api_key\": \"sk-very-secret\" } }", "", ": profile 'default': 'api_key' is not a known property. Write 'server', 'accountId' or 'apiKey'.")]
    [InlineData("{ \"default\": { \"apiKey\": 1 } }", "", ": profile 'default': 'apiKey' is no text")]
    [InlineData("{ \"default\": { \"apiKey\": \"sk-very-secret\\n\" } }", "", ": profile 'default': 'apiKey' has a character that no key has")]
    [InlineData("{ \"default\": { \"accountId\": \"a/b\" } }", "", ": profile 'default': 'accountId': 'a/b' is no id of an account")]
    [InlineData("{ \"default\": {}, \"dev\": {} }", "-p prod", ": there is no profile 'prod'. Take one of: default, dev; or write it.")]
    [InlineData("{}", "-p prod", ": there is no profile 'prod'. The file has none.")]
    [InlineData("{ \"default\": { \"server\": \"sk-very-secret\" } }", "", ": profile 'default': 'server' is no address of a control API")]
    public async Task A_bad_file_is_named_with_the_fix(string text, string flags, string problem)
    {
        _client.Environment.Remove("EDGE_SERVER");
        _client.WriteProfiles(text);
        (await _client.RunAsync($"router list {flags}".TrimEnd())).ShouldBe(2);
        _client.Error.ShouldStartWith($"Error: {_client.UsualProfiles}{problem}");
        _client.Error.ShouldNotContain(Secret);
        _client.Output.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false, "-p prod", "/.config/edge/profiles.json: there is no such file. Write { \"default\"")]
    [InlineData(true, "", "/none.json: there is no such file.")]
    public async Task A_file_that_is_asked_for_and_missing_is_an_error(bool isNamed, string flags, string problem)
    {
        if (isNamed)
            _client.Environment["EDGE_PROFILES"] = _client.Home + "/none.json";
        (await _client.RunAsync($"router list {flags}".TrimEnd())).ShouldBe(2);
        _client.Error.ShouldContain(problem);
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead, """{ "prod": { "apiKey": "sk-very-secret" } }""", true)]
    [InlineData(UnixFileMode.OtherRead, """{ "default": { "apiKey": "sk-very-secret" } }""", true)]
    [InlineData(UnixFileMode.OtherRead, """{ "default": { "accountId": "acme" } }""", false)]
    [InlineData(UnixFileMode.UserRead, """{ "default": { "apiKey": "sk-very-secret" } }""", false)]
    public async Task A_key_that_others_can_read_is_warned_of(UnixFileMode mode, string text, bool warns)
    {
        _client.WriteProfiles(text, UnixFileMode.UserRead | UnixFileMode.UserWrite | mode);
        (await _client.RunAsync("router list")).ShouldBe(0);
        _client.Error.TrimEnd().ShouldBe(warns ? $"Warning: {_client.UsualProfiles}: holds a key, and others may read it. Run: chmod 600 {_client.UsualProfiles}" : "");
    }

    [Theory]
    [InlineData("router list")]
    [InlineData("router list --dry-run")]
    [InlineData("router list --server http://127.0.0.1:1")]
    [InlineData("router list --help")]
    [InlineData("router list --wrong")]
    [InlineData("router get a/b")]
    [InlineData("router get chat -o json")]
    public async Task The_key_is_printed_nowhere(string line)
    {
        _client.Environment["EDGE_API_KEY"] = Secret;
        _client.Control.Answers($$"""{"code":16,"message":"{{Secret}} is no key"}""", 401);
        await _client.RunAsync(line);
        (_client.Output + _client.Error).ShouldNotContain(Secret);
        _client.Control.Answers($"{Secret} is no key", 401);
        await _client.RunAsync(line);
        (_client.Output + _client.Error).ShouldNotContain(Secret);
    }

    [Fact]
    public async Task A_key_that_no_field_can_carry_is_refused_before_anything_is_sent()
    {
        (await _client.RunAsync("router", "list", "--api-key", Secret + "\r\nX: y")).ShouldBe(2);
        _client.Error.TrimEnd().ShouldBe("Error: --api-key has a character that no key has: a space, a line end, or one outside of ASCII. Copy the key once more.");
        _client.Control.Seen.ShouldBeEmpty();
    }
}
