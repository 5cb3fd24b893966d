using System.CommandLine;
using System.CommandLine.Help;
using System.Net.Sockets;

namespace Edge.Mock;

/// <summary>The verb <c>edge mock</c>.</summary>
internal static class MockCommand
{
    /// <summary>Makes the command.</summary>
    internal static Command Create()
    {
        var flags = new MockFlags();
        var command = new Command("mock", "A simulated LLM: OpenAI-compatible replicas to develop and test against, without a GPU.");
        foreach (Option option in flags.All)
            command.Options.Add(option);
        command.Options.Add(new HelpOption { Action = new MockHelp() });
        command.SetAction((parse, cancellation) =>
            RunAsync(flags.Read(parse), parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(MockOptions options, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        try
        {
            await using MockServer server = await MockServer.StartAsync(options, cancellation);
            foreach (int port in server.Ports)
                await output.WriteLineAsync($"edge mock: listening on http://{options.Host}:{port}/v1");
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            for (int replica = 0; replica < server.Ports.Count; replica++)
                await output.WriteLineAsync(Summary(server, replica));
            return 0;
        }
        catch (SocketException e)
        {
            await error.WriteLineAsync($"edge mock: cannot listen on {options.Host}, ports {string.Join(',', options.Ports)}: {e.Message}");
            return 1;
        }
    }

    private static string Summary(MockServer server, int replica)
    {
        MockCounters counters = server.Counters(replica);
        return $"edge mock: port {server.Ports[replica]}: {counters.Requests} requests, {counters.Completed} completed, "
            + $"{counters.AbortedByClient} aborted by clients, {counters.Faulted} faulted, {counters.Malformed} malformed";
    }
}
