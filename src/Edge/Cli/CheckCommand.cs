using System.CommandLine;
using ConfigSync.Resources;
using ConfigSync.Stores;

namespace Edge.Cli;

/// <summary><c>edge check FILE</c>: reads a configuration as the server would and lists every mistake in it.</summary>
internal static class CheckCommand
{
    /// <summary>The verb.</summary>
    internal static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "The configuration, such as edge.json." };
        var command = new Command("check", "Checks a configuration file, and the folder of its store, and lists every mistake with its place. Exit code 0: good; 1: mistakes; 2: the file cannot be read.")
        {
            file,
        };
        command.SetAction(parse => Run(parse.GetRequiredValue(file), parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error));
        return command;
    }

    private static int Run(FileInfo file, TextWriter output, TextWriter error)
    {
        // As the user wrote it, so that editors and terminals can open the place.
        string path = file.ToString();
        ConfigReading reading = new ConfigFile(file.FullName, Environment.GetEnvironmentVariable).Read();
        int exit = ConfigReport.Print(path, reading, error);
        if (reading.Config is { } config)
        {
            output.WriteLine($"{path}: {ConfigSummary.Of(config)}");
            if (config.Store?.Folder is not null && !FolderCheck.Run(config, error))
                exit = ExitCodes.BadConfiguration;
        }
        else if (exit == ExitCodes.BadConfiguration)
            error.WriteLine(Total(reading.Errors.Length));
        return exit;
    }

    private static string Total(int errors) =>
        ConfigSummary.Count(errors, "error") + (errors == ConfigDocument.MaxErrors ? " or more" : "");
}
