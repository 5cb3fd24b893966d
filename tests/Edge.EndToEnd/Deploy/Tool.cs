using System.Diagnostics;
using Edge.EndToEnd.Harness;
using Edge.Tests.Shared;

namespace Edge.EndToEnd.Deploy;

/// <summary>Programs of operators, run to their end in the root of the repository.</summary>
internal static class Tool
{
    /// <summary>Runs a command, or a script by its path from there, and returns what it printed.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message holds what it printed.</exception>
    internal static async Task<string> RunAsync(string program, params string[] arguments)
    {
        // A path is looked for where the tests run, not in the folder that is worked in.
        string path = program.Contains('/', StringComparison.Ordinal) ? Path.Combine(Repository.Root, program) : program;
        using Process process = Process.Start(new ProcessStartInfo(path, arguments)
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        }) ?? throw new InvalidOperationException($"{program} did not start");
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        using var deadline = new CancellationTokenSource(Wait.Deadline + Wait.Deadline);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new InvalidOperationException($"{program} did not come to its end\n{await output}{await errors}");
        }
        string printed = await output + await errors;
        return process.ExitCode == 0 ? printed : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed\n{printed}");
    }
}
