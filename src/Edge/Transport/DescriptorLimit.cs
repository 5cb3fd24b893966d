namespace Edge.Transport;

/// <summary>How many connections the process may have, by how many descriptors it may have (RLIMIT_NOFILE).</summary>
internal static unsafe class DescriptorLimit
{
    /// <summary>For all that is no connection: the runtime, loops, listeners, files, log, operators.</summary>
    private const int Reserve = 256;
    private const int OpenFiles = 7;

    /// <summary>Raises the limit as far as the process may, and returns how many client connections fit if each may need an upstream one.</summary>
    internal static int Connections()
    {
        ulong* limits = stackalloc ulong[2];
        if (Native.GetLimit(OpenFiles, limits) < 0)
            return For(1024);
        ulong soft = limits[0];
        if (soft < limits[1])
        {
            limits[0] = limits[1];
            if (Native.SetLimit(OpenFiles, limits) == 0)
                soft = limits[0];
        }
        return For(soft);
    }

    /// <summary>The same for a limit of <paramref name="descriptors"/>, which may be infinite; at least 16, so that a tiny one still serves.</summary>
    internal static int For(ulong descriptors) =>
        (int)Math.Min(Math.Max(descriptors, Reserve + 32) - Reserve, int.MaxValue) / 2;
}
