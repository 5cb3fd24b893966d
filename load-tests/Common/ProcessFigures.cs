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

    /// <summary>Descriptors that are open now, but for those of assemblies, which .NET opens when code of them runs first, and keeps.</summary>
    internal int OpenFiles() => Targets().Count();

    /// <summary>The same by kind: a path, a kind of the kernel's, or for a socket of TCP its own port and the state it is in.</summary>
    internal Dictionary<string, int> OpenFilesByKind()
    {
        Dictionary<string, string> sockets = File.ReadLines($"/proc/{pid}/net/tcp").Skip(1)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .GroupBy(fields => fields[9])
            .ToDictionary(group => $"socket:[{group.Key}]", group => $"tcp {Convert.ToInt32(group.First()[1].Split(':')[1], 16)} state {group.First()[3]}");
        return Targets().GroupBy(target => sockets.GetValueOrDefault(target) ?? target.Split('[')[0]).ToDictionary(kind => kind.Key, kind => kind.Count());
    }

    // One that was closed meanwhile has no target.
    private IEnumerable<string> Targets() => Directory.GetFileSystemEntries($"/proc/{pid}/fd")
        .Select(descriptor => new FileInfo(descriptor).LinkTarget)
        .OfType<string>()
        .Where(target => !target.EndsWith(".dll", StringComparison.Ordinal));

    private long Status(string name)
    {
        string line = File.ReadLines($"/proc/{pid}/status").First(l => l.StartsWith(name, StringComparison.Ordinal));
        return Number(line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1]);
    }

    private static long Number(string text) => long.Parse(text.Trim(), CultureInfo.InvariantCulture);
}
