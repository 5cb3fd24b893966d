using System.CommandLine;
using Edge.Cli;
using Edge.Cli.Client;
using Edge.Mock;

namespace Edge;

/// <summary>The program <c>edge</c>.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        using var signals = new StopSignals();
        var root = new RootCommand(
            """
            Edge: one OpenAI-compatible door in front of many LLM deployments.

            It reads a request's model while the body streams in, picks a replica, and streams both ways.
            Try it without a GPU: 'edge demo'. Exit codes: 0 fine, 1 the configuration has errors
            or the server refused, 2 a file can't be read, the command line is wrong or the server can't be reached,
            3 an address can't be listened on.
            """)
        {
            ServeCommand.Create(signals),
            CheckCommand.Create(),
            HealthCommand.Create(),
            StoreCommand.Create(),
            KeysCommand.Create(),
            RouterCommand.Create(Environment.GetEnvironmentVariable),
            DeploymentCommand.Create(Environment.GetEnvironmentVariable),
            KeyCommand.Create(Environment.GetEnvironmentVariable),
            ExplainCommand.Create(Environment.GetEnvironmentVariable),
            MockCommand.Create(),
            DemoCommand.Create(signals),
            CompletionCommand.Create(),
        };
        ParseResult parsed = root.Parse(arguments);
        // Signals are ours: the library would end the program two seconds after the first one.
        var invocation = new InvocationConfiguration { ProcessTerminationTimeout = null };
        int result = await parsed.InvokeAsync(invocation, signals.Stop).ConfigureAwait(false);
        return parsed.Errors.Count > 0 ? ExitCodes.Unusable : result;
    }
}
