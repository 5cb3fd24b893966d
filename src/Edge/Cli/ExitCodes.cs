namespace Edge.Cli;

/// <summary>How the program ends. Stated in <c>edge --help</c>.</summary>
internal static class ExitCodes
{
    /// <summary>As asked for.</summary>
    internal const int Fine = 0;

    /// <summary>The configuration has errors.</summary>
    internal const int BadConfiguration = 1;

    /// <summary>A file can't be read, or the command line is wrong.</summary>
    internal const int Unusable = 2;

    /// <summary>An address can't be listened on.</summary>
    internal const int AddressInUse = 3;
}
