using System.Globalization;

namespace Edge.LoadTests.Common;

/// <summary>What the kernel counts for a process (proc(5)). Throws an <see cref="IOException"/> once it has ended.</summary>
/// <param name="pid">The process.</param>
internal sealed class ProcessFigures(int pid)
{
    /// <summary>USER_HZ, which is the same on all architectures .NET runs on.</summary>
    private const double TicksPerSecond = 100;

    /// <summary>CPU time of all threads so far, user and system. Steps of 10 ms.</summary>
    internal TimeSpan Cpu()
    {
        // The name in parentheses may hold anything; behind it come the fields from the third on.
        string stat = File.ReadAllText($"/proc/{pid}/stat");
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return TimeSpan.FromSeconds((Number(fields[11]) + Number(fields[12])) / TicksPerSecond);
    }

    /// <summary>Resident memory in KiB.</summary>
    internal long ResidentKib() => Status("VmRSS:");

    /// <summary>Threads now.</summary>
    internal int Threads() => (int)Status("Threads:");

    /// <summary>Descriptors that are open now.</summary>
    internal int OpenFiles() => Directory.GetFileSystemEntries($"/proc/{pid}/fd").Length;

    private long Status(string name)
    {
        string line = File.ReadLines($"/proc/{pid}/status").First(l => l.StartsWith(name, StringComparison.Ordinal));
        return Number(line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1]);
    }

    /// <summary>Files and sockets it has open.</summary>
    internal int Descriptors() => Directory.GetFileSystemEntries($"/proc/{pid}/fd").Length;

    /// <summary>The same without assemblies, which are opened when they are needed first, and stay so.</summary>
    internal int DescriptorsBesideAssemblies() =>
        new DirectoryInfo($"/proc/{pid}/fd").EnumerateFileSystemInfos().Count(link => link.LinkTarget is { } target && !target.EndsWith(".dll", StringComparison.Ordinal));

    private static long Number(string text) => long.Parse(text.Trim(), CultureInfo.InvariantCulture);
}
