using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using Edge.Mock;
using Edge.Mock.Faults;

namespace Edge.Tests.Mock;

public sealed class MockCommandTests
{
    [Fact]
    public void Without_flags_it_is_fast_enough_for_a_demo()
    {
        MockOptions options = Read();
        options.Ports.ShouldBe([9101]);
        (options.Host, options.FirstToken, options.TokensPerSecond, options.Tokens, options.Delay)
            .ShouldBe(("127.0.0.1", TimeSpan.FromMilliseconds(80), 80, 48, null));
        (options.Jitter, options.MaxConcurrency, options.Queue, options.Key, options.Seed).ShouldBe((0, 0, false, null, 1UL));
        options.Models.ShouldBeEmpty();
        options.Faults.ShouldBeEmpty();
    }

    [Fact]
    public void Each_flag_is_read()
    {
        MockOptions options = Read(
            "--ports", "9201-9202", "--host", "::1", "--first-token", "200ms", "--tokens-per-second", "12.5", "--tokens", "64", "--jitter", "10%",
            "--delay", "0", "--max-concurrency", "4", "--queue", "--models", "a, b", "--key", "K", "--seed", "7",
            "--fault", "status=503:5%", "--fault", "hang");
        options.Ports.ShouldBe([9201, 9202]);
        (options.Host, options.FirstToken, options.TokensPerSecond, options.Tokens, options.Delay)
            .ShouldBe(("::1", TimeSpan.FromMilliseconds(200), 12.5, 64, TimeSpan.Zero));
        (options.Jitter, options.MaxConcurrency, options.Queue, options.Key, options.Seed).ShouldBe((0.1, 4, true, "K", 7UL));
        options.Models.ShouldBe(["a", "b"]);
        options.Faults.ShouldBe([new(new MockFault { Status = 503, Text = "status=503" }, 0.05), new(new MockFault { Hang = true, Text = "hang" }, 1)]);
        Read("--port", "9300").Ports.ShouldBe([9300]);
    }

    [Theory]
    [InlineData("--ports", "70000")]
    [InlineData("--first-token", "80")]
    [InlineData("--delay", "soon")]
    [InlineData("--tokens", "0")]
    [InlineData("--tokens-per-second", "-1")]
    [InlineData("--jitter", "200%")]
    [InlineData("--max-concurrency", "-1")]
    [InlineData("--fault", "explode")]
    public void A_flag_that_makes_no_sense_is_an_error(string flag, string value) =>
        Root().Parse(["mock", flag, value]).Errors.ShouldNotBeEmpty();

    [Fact]
    public async Task Help_explains_flags_faults_and_header_fields_with_examples()
    {
        var output = new StringWriter();
        (await Root().Parse(["mock", "--help"]).InvokeAsync(new InvocationConfiguration { Output = output })).ShouldBe(0);
        string help = output.ToString();
        foreach (string word in (string[])["--first-token", "Examples:", "edge mock --ports 9101-9104", "cut-events=", "x-mock-fault", "/mock/requests", "/mock/fault"])
            help.ShouldContain(word);
    }

    [Fact]
    public async Task It_serves_until_it_is_cancelled_and_sums_up()
    {
        using var stop = new CancellationTokenSource();
        var output = new SharedWriter();
        Task<int> running = Root().Parse(["mock", "--ports", "0"]).InvokeAsync(new InvocationConfiguration { Output = output }, stop.Token);
        await Eventually.IsAsync(() => Line(output) is not null);
        using var handler = new SocketsHttpHandler();
        using (var client = new HttpClient(handler, disposeHandler: false))
            (await client.GetAsync(new Uri(Line(output)!.Split(' ')[^1] + "/models"))).StatusCode.ShouldBe(HttpStatusCode.OK);
        await stop.CancelAsync();
        (await running).ShouldBe(0);
        output.ToString().ShouldContain("1 requests, 1 completed");
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said_and_nothing_runs()
    {
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        taken.Listen();
        int port = ((IPEndPoint)taken.LocalEndPoint!).Port;
        var error = new StringWriter();
        int result = await Root().Parse(["mock", "--ports", $"0,{port}"]).InvokeAsync(new InvocationConfiguration { Error = error });
        result.ShouldBe(1);
        error.ToString().ShouldContain($"{port}");
    }

    private static MockOptions Read(params string[] args)
    {
        var flags = new MockFlags();
        var command = new Command("mock");
        foreach (Option option in flags.All)
            command.Options.Add(option);
        ParseResult parse = command.Parse(args);
        parse.Errors.ShouldBeEmpty();
        return flags.Read(parse);
    }

    private static string? Line(SharedWriter output)
    {
        string text = output.ToString();
        return text.EndsWith('\n') ? text.TrimEnd() : null;
    }

    private static RootCommand Root()
    {
        var root = new RootCommand();
        root.Subcommands.Add(MockCommand.Create());
        return root;
    }

    /// <summary>Can be read while it is written to.</summary>
    private sealed class SharedWriter : StringWriter
    {
        private readonly Lock _lock = new();

        public override Task WriteLineAsync(string? value)
        {
            lock (_lock)
                base.WriteLine(value);
            return Task.CompletedTask;
        }

        public override string ToString()
        {
            lock (_lock)
                return base.ToString();
        }
    }
}
