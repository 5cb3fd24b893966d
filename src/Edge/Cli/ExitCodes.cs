namespace Edge.Cli;

/// <summary>How the program ends. Stated in <c>edge --help</c>.</summary>
internal static class ExitCodes
{
    /// <summary>As asked for.</summary>
    internal const int Fine = 0;

    /// <summary>The configuration has errors.</summary>
    internal const int BadConfiguration = 1;

    /// <summary>The server that was asked refused.</summary>
    internal const int Refused = 1;

    /// <summary>The server that was asked is not ready, or not there.</summary>
    internal const int NotReady = 1;

    /// <summary>A file can't be read, the command line is wrong, or the server can't be reached.</summary>
    internal const int Unusable = 2;

    /// <summary>An address can't be listened on.</summary>
    internal const int AddressInUse = 3;
}
