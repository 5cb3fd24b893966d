using System.CommandLine;
using Edge.Cli;
using Edge.Cli.Client;

namespace Edge.Tests.Cli.Client;

/// <summary>Runs the client against a scripted server, with a home and an environment of its own.</summary>
internal sealed class ClientHost : IAsyncDisposable
{
    private ClientHost(ScriptedControl control)
    {
        Control = control;
        Home = Directory.CreateTempSubdirectory("edge-client-").FullName;
        Environment = new() { ["HOME"] = Home, ["EDGE_SERVER"] = control.Address };
    }

    internal ScriptedControl Control { get; }

    internal string Home { get; }

    internal Dictionary<string, string> Environment { get; }

    internal string Output { get; private set; } = "";

    internal string Error { get; private set; } = "";

    /// <summary>The one request that was made.</summary>
    internal SeenRequest Request => Control.Seen.ShouldHaveSingleItem();

    /// <summary>The file of profiles where it is looked for without being told.</summary>
    internal string UsualProfiles => Path.Combine(Home, ".config", "edge", "profiles.json");

    internal static async Task<ClientHost> StartAsync() => new(await ScriptedControl.StartAsync());

    /// <summary>Runs one command line, words separated by spaces, and returns its exit code as the program does.</summary>
    internal Task<int> RunAsync(string line) => RunAsync(line.Split(' '));

    internal Task<int> RunAsync(params string[] words) => RunAsync(words, CancellationToken.None);

    internal async Task<int> RunAsync(string[] words, CancellationToken interrupt)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        ParseResult parsed = Root().Parse(words);
        int code = await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null, Output = output, Error = error }, interrupt);
        (Output, Error) = (output.ToString(), error.ToString());
        return parsed.Errors.Count > 0 ? ExitCodes.Unusable : code;
    }

    internal void WriteProfiles(string text, UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(UsualProfiles)!);
        File.WriteAllText(UsualProfiles, text);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(UsualProfiles, mode);
    }

    public async ValueTask DisposeAsync()
    {
        Directory.Delete(Home, recursive: true);
        await Control.DisposeAsync();
    }

    private RootCommand Root() => new()
    {
        RouterCommand.Create(Variable),
        DeploymentCommand.Create(Variable),
        KeyCommand.Create(Variable),
        ExplainCommand.Create(Variable),
        CompletionCommand.Create(),
    };

    private string? Variable(string name) => Environment.GetValueOrDefault(name);
}
