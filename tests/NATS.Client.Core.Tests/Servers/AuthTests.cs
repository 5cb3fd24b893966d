using NATS.Client.Core.Tests.Auth;
using Shared.Nats;

namespace NATS.Client.Core.Tests.Servers;

public sealed class AuthTests
{
    private static async Task Enters(NatsServerProcess server, NatsAuthOpts auth)
    {
        await using var nats = new NatsConnection(new NatsOpts { Url = server.Url, AuthOpts = auth });
        await nats.PingAsync();
    }

    private static async Task IsRefused(NatsServerProcess server, NatsAuthOpts auth)
    {
        await using var nats = new NatsConnection(new NatsOpts { Url = server.Url, AuthOpts = auth });
        NatsException exception = await Should.ThrowAsync<NatsException>(async () => await nats.ConnectAsync());
        exception.InnerException.ShouldBeOfType<NatsServerException>().IsAuthError.ShouldBeTrue();
        nats.ConnectionState.ShouldBe(NatsConnectionState.Closed);
    }

    [Fact]
    public async Task User_and_password_let_us_in()
    {
        await using NatsServerProcess server = await NatsServerProcess.StartAsync("authorization { user: ann, password: \"s3cret:@\" }");
        await Enters(server, new NatsAuthOpts { Username = "ann", Password = "s3cret:@" });
        await Enters(server, new NatsAuthOpts { AuthCredCallback = (_, _) => ValueTask.FromResult(NatsAuthCred.FromUserInfo("ann", "s3cret:@")) });
        await IsRefused(server, new NatsAuthOpts { Username = "ann", Password = "wrong" });
        await IsRefused(server, NatsAuthOpts.Default);
        await using var nats = new NatsConnection(new NatsOpts { Url = $"nats://ann:s3cret%3A%40@127.0.0.1:{server.Port}" });
        await nats.PingAsync();
    }

    [Fact]
    public async Task A_token_lets_us_in()
    {
        await using NatsServerProcess server = await NatsServerProcess.StartAsync("authorization { token: abc }");
        await Enters(server, new NatsAuthOpts { Token = "abc" });
        await Enters(server, new NatsAuthOpts { AuthCredCallback = (_, _) => ValueTask.FromResult(NatsAuthCred.FromToken("abc")) });
        await IsRefused(server, new NatsAuthOpts { Token = "abd" });
        await using var nats = new NatsConnection(new NatsOpts { Url = $"nats://abc@127.0.0.1:{server.Port}" });
        await nats.PingAsync();
    }

    [Fact]
    public async Task A_key_lets_us_in()
    {
        var user = new TestKeys('U');
        var other = new TestKeys('U');
        await using NatsServerProcess server = await NatsServerProcess.StartAsync($"authorization {{ users: [ {{ nkey: {user.Public} }} ] }}");
        await Enters(server, new NatsAuthOpts { NKey = user.Public, Seed = user.SeedText });
        await Enters(server, new NatsAuthOpts { AuthCredCallback = (_, _) => ValueTask.FromResult(NatsAuthCred.FromNkey(user.SeedText)) });
        string file = Path.Combine(server.Folder, "user.nk");
        await File.WriteAllTextAsync(file, $"{user.SeedText}\n{user.Public}\n");
        await Enters(server, new NatsAuthOpts { NKeyFile = file });
        await IsRefused(server, new NatsAuthOpts { NKey = user.Public, Seed = other.SeedText });
    }

    [Fact]
    public async Task Credentials_of_an_operator_let_us_in()
    {
        var (@operator, account, user) = (new TestKeys('O'), new TestKeys('A'), new TestKeys('U'));
        string operatorJwt = @operator.Jwt(@operator.Public, "op", """{"type":"operator","version":2}""");
        string accountJwt = @operator.Jwt(account.Public, "acc", """{"limits":{"subs":-1,"conn":-1,"leaf":-1,"imports":-1,"exports":-1,"data":-1,"payload":-1,"wildcards":true},"type":"account","version":2}""");
        string userJwt = account.Jwt(user.Public, "usr", """{"subs":-1,"data":-1,"payload":-1,"pub":{},"sub":{},"type":"user","version":2}""");
        await using NatsServerProcess server = await NatsServerProcess.StartAsync(
            $"operator: {operatorJwt}\nresolver: MEMORY\nresolver_preload: {{ {account.Public}: {accountJwt} }}");
        string creds = TestKeys.Creds(userJwt, user.SeedText);
        string file = Path.Combine(server.Folder, "user.creds");
        await File.WriteAllTextAsync(file, creds);
        await Enters(server, new NatsAuthOpts { CredsFile = file });
        await Enters(server, new NatsAuthOpts { Creds = creds });
        await Enters(server, new NatsAuthOpts { Jwt = userJwt, Seed = user.SeedText });
        await Enters(server, new NatsAuthOpts { AuthCredCallback = (_, _) => ValueTask.FromResult(NatsAuthCred.FromCredsFile(file)) });
        await IsRefused(server, new NatsAuthOpts { Jwt = userJwt, Seed = new TestKeys('U').SeedText });
    }

    [Fact]
    public async Task Refused_twice_in_a_row_it_gives_up()
    {
        await using NatsServerProcess server = await NatsServerProcess.StartAsync("authorization { token: abc }");
        NatsOpts opts = new()
        {
            Url = server.Url,
            AuthOpts = new NatsAuthOpts { Token = "wrong" },
            RetryOnInitialConnect = true,
            ReconnectWaitMin = TimeSpan.FromMilliseconds(1),
            ReconnectWaitMax = TimeSpan.FromMilliseconds(5),
            ReconnectJitter = TimeSpan.Zero,
        };
        await using var nats = new NatsConnection(opts);
        await Should.ThrowAsync<NatsConnectionFailedException>(nats.ConnectAsync().AsTask().WaitAsync(Until.Deadline));
        nats.ConnectionState.ShouldBe(NatsConnectionState.Failed);
        await Should.ThrowAsync<NatsConnectionFailedException>(async () => await nats.PublishAsync("x", "y"));
    }

    [Fact]
    public async Task A_credentials_file_that_is_missing_is_told()
    {
        await using var nats = new NatsConnection(new NatsOpts { AuthOpts = new NatsAuthOpts { CredsFile = "/nowhere/at.all" } });
        (await Should.ThrowAsync<NatsException>(async () => await nats.ConnectAsync())).Message.ShouldContain("/nowhere/at.all");
    }

    [Fact]
    public async Task What_is_not_permitted_is_told_and_the_connection_stands()
    {
        await using NatsServerProcess server = await NatsServerProcess.StartAsync(
            "authorization { users: [ { user: u, password: p, permissions: { publish: \"ok.>\", subscribe: [\"ok.>\", \"_INBOX.>\"] } } ] }");
        await using var nats = new NatsConnection(new NatsOpts { Url = server.Url, AuthOpts = new NatsAuthOpts { Username = "u", Password = "p" } });
        var errors = new System.Collections.Concurrent.ConcurrentQueue<NatsServerErrorEventArgs>();
        nats.ServerError += (_, args) =>
        {
            errors.Enqueue(args);
            return ValueTask.CompletedTask;
        };
        await nats.PublishAsync("forbidden", "x");
        await using INatsSub<string> forbidden = await nats.SubscribeCoreAsync<string>("forbidden");
        await using INatsSub<string> sub = await nats.SubscribeCoreAsync<string>("ok.a");
        await nats.PublishAsync("ok.a", "fine");
        (await sub.NextAsync()).ShouldNotBeNull().Data.ShouldBe("fine");
        await Until.Holds(() => errors.Count >= 2);
        errors.ShouldAllBe(error => error.Kind == NatsServerErrorKind.PermissionsViolation && error.Error.Contains("forbidden"));
        nats.ConnectionState.ShouldBe(NatsConnectionState.Open);
    }
}
