using System.CommandLine;

namespace Edge.Cli.Client;

/// <summary><c>edge completion</c>: prints what teaches a shell to complete the words of this program.</summary>
internal static class CompletionCommand
{
    private static readonly string[] Shells = ["bash", "zsh", "fish"];

    /// <summary>The verb.</summary>
    internal static Command Create()
    {
        var shell = new Argument<string>("shell") { Description = "Which shell." };
        shell.AcceptOnlyFromAmong(Shells);
        var command = new Command("completion", "Prints a script that teaches a shell to complete the words of this program, such as: source <(edge completion bash). Its first lines say where to keep it.")
        {
            shell,
        };
        command.SetAction(parse => parse.InvocationConfiguration.Output.Write(CompletionScripts.For(parse.GetRequiredValue(shell))));
        return command;
    }
}
