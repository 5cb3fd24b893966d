using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using Edge.Cli;
using Edge.Tests.Cli.Client;

namespace Edge.Tests.Cli;

/// <summary>The health check of containers.</summary>
public sealed class HealthCommandTests
{
    [Theory]
    [InlineData(200, 0)]
    [InlineData(204, 0)]
    [InlineData(302, 1)]
    [InlineData(404, 1)]
    [InlineData(503, 1)]
    public async Task Success_is_0_and_any_other_answer_1(int status, int code)
    {
        await using ScriptedControl server = await ScriptedControl.StartAsync();
        server.Answers(status == 204 ? "" : "draining\n", status);
        (int exit, string output, string error) = await RunAsync($"{server.Address}/readyz", "--timeout", "20");
        exit.ShouldBe(code);
        (code == 0 ? output : error).TrimEnd().ShouldBe(status == 204 ? "204" : $"{status} draining");
        (code == 0 ? error : output).ShouldBeEmpty();
        server.Seen.ShouldHaveSingleItem().Line.ShouldBe("GET /readyz");
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_1_and_named()
    {
        // Bound, so that nobody else gets it, and not listening.
        using var bound = new Socket(SocketType.Stream, ProtocolType.Tcp);
        bound.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        string address = $"http://{bound.LocalEndPoint}/readyz";
        (int exit, string output, string error) = await RunAsync(address);
        exit.ShouldBe(1);
        output.ShouldBeEmpty();
        error.ShouldStartWith(address + ": ");
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_1_when_the_time_is_over()
    {
        using var mute = new TcpListener(IPAddress.Loopback, 0);
        mute.Start();
        string address = $"http://{mute.LocalEndpoint}/readyz";
        (int exit, _, string error) = await RunAsync(address, "--timeout", "1");
        exit.ShouldBe(1);
        error.TrimEnd().ShouldBe($"{address}: no answer within 1 s");
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_1()
    {
        using var rude = new TcpListener(IPAddress.Loopback, 0);
        rude.Start();
        Task breakOff = Task.Run(async () =>
        {
            using TcpClient caller = await rude.AcceptTcpClientAsync();
            (await caller.GetStream().ReadAsync(new byte[4096])).ShouldBePositive();
            await caller.GetStream().WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nready"u8.ToArray());
        });
        (int exit, _, string error) = await RunAsync($"http://{rude.LocalEndpoint}/readyz", "--timeout", "20");
        await breakOff;
        exit.ShouldBe(1);
        error.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Nothing_in_an_answer_acts_on_the_terminal_and_a_long_one_is_cut()
    {
        await using ScriptedControl server = await ScriptedControl.StartAsync();
        server.Answers("\u001b[31m" + new string('x', 5000), 500);
        (int exit, _, string error) = await RunAsync(server.Address + "/readyz", "--timeout", "20");
        exit.ShouldBe(1);
        error.ShouldStartWith("500 \\u001B[31mxxx");
        error.Length.ShouldBeLessThan(300);
    }

    [Theory]
    [InlineData("127.0.0.1:8081")]
    [InlineData("ftp://127.0.0.1/readyz")]
    public async Task What_is_no_address_is_2(string url)
    {
        (int exit, _, string error) = await RunAsync(url);
        exit.ShouldBe(2);
        error.ShouldContain("http://127.0.0.1:8081/readyz");
    }

    private static async Task<(int Exit, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var root = new RootCommand { HealthCommand.Create() };
        int exit = await root.Parse(["health", .. arguments]).InvokeAsync(new InvocationConfiguration { Output = output, Error = error });
        return (exit, output.ToString(), error.ToString());
    }
}
