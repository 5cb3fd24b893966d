using System.Net;
using System.Net.Sockets;

namespace Edge.Tests.Cli.Client;

/// <summary>What is said, and which exit code, when it goes wrong.</summary>
public sealed class RefusalTests : IAsyncLifetime
{
    private ClientHost _client = null!;

    public async Task InitializeAsync() => _client = await ClientHost.StartAsync();

    public async Task DisposeAsync() => await _client.DisposeAsync();

    [Theory]
    [InlineData(404, 5, "NOT_FOUND")]
    [InlineData(409, 6, "ALREADY_EXISTS")]
    [InlineData(400, 9, "FAILED_PRECONDITION")]
    [InlineData(503, 14, "UNAVAILABLE")]
    [InlineData(401, 16, "UNAUTHENTICATED")]
    [InlineData(418, 99, "code 99")]
    [InlineData(500, -1, "code -1")]
    public async Task A_refusal_is_its_message_with_the_name_of_its_number(int status, int code, string name)
    {
        _client.Control.Answers($$"""{"code":{{code}},"message":"no such router","details":[]}""", status);
        (await _client.RunAsync("router get chat --api-key k")).ShouldBe(1);
        _client.Error.TrimEnd().ShouldBe($"Error: no such router ({name})");
        _client.Output.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("router create --deployments a")]
    [InlineData("router update chat --public")]
    [InlineData("router delete chat")]
    [InlineData("router list")]
    [InlineData("deployment scale d --replica-count 1")]
    public async Task Every_verb_hands_a_refusal_on(string line)
    {
        _client.Control.Answers("""{"code":7,"message":"not yours"}""", 403);
        (await _client.RunAsync(line)).ShouldBe(1);
        _client.Error.TrimEnd().ShouldBe("Error: not yours (PERMISSION_DENIED)");
        _client.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_sent_no_key_is_told_how_to_give_one()
    {
        _client.Control.Answers("""{"code":16,"message":"no key"}""", 401);
        (await _client.RunAsync("router get chat")).ShouldBe(1);
        _client.Error.TrimEnd().ShouldBe("Error: no key (UNAUTHENTICATED) Give a key with --api-key, EDGE_API_KEY or a profile.");
    }

    [Theory]
    [InlineData(502, "<html>Bad Gateway</html>", 1, ": <html>Bad Gateway</html>")]
    [InlineData(404, """{"error":{"message":"no"}}""", 1, ": {\"error\"")]
    [InlineData(404, "", 1, ".")]
    [InlineData(302, "", 1, ".")]
    [InlineData(200, "<html>", 2, ": <html>")]
    [InlineData(200, "[]", 2, ": []")]
    [InlineData(200, """{"a":1,"a":2}""", 2, ": {\"a\"")]
    [InlineData(200, """{"a":"\ud800"}""", 2, ": {\"a\"")]
    [InlineData(400, """{"code":"5","message":"no"}""", 1, ": {\"code\"")]
    [InlineData(400, """{"code":5}""", 1, ": {\"code\"")]
    public async Task An_answer_that_is_not_of_the_api_is_shown_as_such(int status, string body, int exit, string shown)
    {
        _client.Control.Answers(body, status);
        (await _client.RunAsync("router get chat")).ShouldBe(exit);
        _client.Error.ShouldStartWith($"Error: {_client.Control.Address} answered {status}, and not as a control API does{shown}");
        _client.Control.Seen.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_long_page_of_something_else_is_cut_and_made_printable()
    {
        _client.Control.Answers("\u001b[31m" + new string('x', 5000), 500);
        (await _client.RunAsync("router get chat")).ShouldBe(1);
        _client.Error.Length.ShouldBeLessThan(400);
        _client.Error.ShouldContain("\\u001B[31mxxx");
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named_with_what_to_do()
    {
        // Bound, so that nobody else gets it, and not listening.
        using var bound = new Socket(SocketType.Stream, ProtocolType.Tcp);
        bound.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        string address = $"http://{bound.LocalEndPoint}";
        (await _client.RunAsync($"router get chat --server {address}")).ShouldBe(2);
        _client.Error.ShouldStartWith($"Error: {address} can't be reached: ");
        _client.Error.ShouldContain("127.0.0.1:8081 unless listen.control says otherwise");
        _client.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_answer_that_breaks_off_leaves_it_open_what_was_done()
    {
        using var rude = new TcpListener(IPAddress.Loopback, 0);
        rude.Start();
        Task breakOff = Task.Run(async () =>
        {
            using TcpClient caller = await rude.AcceptTcpClientAsync();
            (await caller.GetStream().ReadAsync(new byte[4096])).ShouldBePositive();
            await caller.GetStream().WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{"u8.ToArray());
        });
        (await _client.RunAsync($"router delete chat --server http://{rude.LocalEndpoint}")).ShouldBe(2);
        await breakOff;
        _client.Error.ShouldContain("no whole answer came: ");
        _client.Error.ShouldContain("A change may have been made or not");
        _client.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_run_that_is_interrupted_says_so()
    {
        using var mute = new TcpListener(IPAddress.Loopback, 0);
        mute.Start();
        using var interrupt = new CancellationTokenSource();
        Task<int> run = _client.RunAsync(["router", "list", "--server", $"http://{mute.LocalEndpoint}"], interrupt.Token);
        using TcpClient caller = await mute.AcceptTcpClientAsync();
        await interrupt.CancelAsync();
        (await run).ShouldBe(2);
        _client.Error.ShouldContain("this was interrupted");
    }

    [Theory]
    [InlineData("127.0.0.1:8081")]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("http://u:p@127.0.0.1")]
    [InlineData("http://127.0.0.1/?a")]
    public async Task An_address_that_is_none_is_refused_and_not_repeated(string address)
    {
        (await _client.RunAsync($"router list --server {address}")).ShouldBe(2);
        _client.Error.TrimEnd().ShouldBe("Error: --server is no address of a control API. Write it like http://127.0.0.1:8081.");
    }

    [Fact]
    public async Task A_path_before_the_api_is_kept()
    {
        (await _client.RunAsync($"router list --server {_client.Control.Address}/edge/")).ShouldBe(0, _client.Error);
        _client.Request.Line.ShouldBe("GET /edge/v1/accounts/default/routers");
    }
}
