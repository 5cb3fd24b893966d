using System.Diagnostics;
using System.Text.RegularExpressions;
using Edge.Tests.Shared;

namespace Edge.EndToEnd.Harness;

/// <summary>Runs one named case of a script in the folder <c>js</c>, in a Node.js process of its own.</summary>
internal static partial class NodeScript
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "Edge.EndToEnd", "js");

    /// <summary>The names of a script's cases: its lines <c>test('name', …</c>.</summary>
    internal static TheoryData<string> Cases(string script) =>
        [.. Case().Matches(File.ReadAllText(Path.Combine(Folder, script))).Select(match => match.Groups["name"].Value)];

    /// <summary>Runs a script to its end and returns what it printed.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message holds what it printed.</exception>
    internal static async Task<string> RunAsync(string script, params string[] arguments)
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules")))
            throw new InvalidOperationException($"The JavaScript clients are not installed: run ./test, or 'npm ci' in {Folder}");

        using Process node = Start(script, arguments);
        node.StandardInput.Close();
        Task<string> output = node.StandardOutput.ReadToEndAsync();
        Task<string> errors = node.StandardError.ReadToEndAsync();
        using var deadline = new CancellationTokenSource(Wait.Deadline + Wait.Deadline);
        try
        {
            await node.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            node.Kill(entireProcessTree: true);
            throw new InvalidOperationException($"{script} did not come to its end\n{await output}{await errors}");
        }
        string printed = await output + await errors;
        return node.ExitCode == 0 ? printed : throw new InvalidOperationException($"{script} failed\n{printed}");
    }

    private static Process Start(string script, string[] arguments)
    {
        var start = new ProcessStartInfo("node")
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(script);
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        return Process.Start(start) ?? throw new InvalidOperationException("node did not start");
    }

    [GeneratedRegex(@"^test\('(?<name>[^']+)',", RegexOptions.Multiline)]
    private static partial Regex Case();
}
