using ConfigSync.Resources;
using Edge.Hosting;

namespace Edge.Cli;

/// <summary>The mistakes of a configuration file on a terminal, each <c>file:line:column: /pointer: problem. fix</c>.</summary>
internal static class ConfigReport
{
    /// <summary>Prints all errors and warnings; returns the exit code they call for.</summary>
    internal static int Print(string path, ConfigReading reading, TextWriter output)
    {
        if (reading.IsUnreadable)
        {
            output.WriteLine($"{path}: {reading.Errors[0].Problem}. {reading.Errors[0].Fix}");
            return ExitCodes.Unusable;
        }
        foreach (ConfigError mistake in reading.Errors)
            output.WriteLine($"{path}:{Printable.Of(mistake.ToString())}");
        foreach (ConfigError warning in reading.Warnings)
            output.WriteLine($"{path}:{Printable.Of(warning.ToString("warning: "))}");
        return reading.Config is null ? ExitCodes.BadConfiguration : ExitCodes.Fine;
    }
}
