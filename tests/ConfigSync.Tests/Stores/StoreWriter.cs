using System.Diagnostics;
using System.Text;
using ConfigSync.Resources;
using ConfigSync.Stores;

namespace ConfigSync.Tests.Stores;

/// <summary>
/// A process that writes into a folder, round after round over some keys, and prints what was acknowledged: <c>key round revision</c>. With
/// <c>last-known</c> behind its arguments it replaces one file that keeps a whole set instead.
/// </summary>
internal static class StoreWriter
{
    internal const int Keys = 5;

    internal static ResourceKey Key(int number) => new(ResourceKind.Router, "team", $"r{number}");

    /// <summary>As long as a page has bytes and more, so that a torn one would show.</summary>
    internal static byte[] Document(int round) => Encoding.UTF8.GetBytes($$"""{ "round": {{round}}, "fill": "{{new string((char)('a' + round % 26), 5000)}}", "end": {{round}} }""");

    /// <summary>The file of the last known good set.</summary>
    internal static string LastKnownPath(string folder) => Path.Combine(folder, "last-known");

    /// <summary>Starts it as the writer of a last known good set.</summary>
    internal static Process StartLastKnown(string folder) =>
        Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["exec", typeof(StoreWriter).Assembly.Location, folder, $"{int.MaxValue}", "last-known"]) { RedirectStandardOutput = true })!;

    /// <summary>Starts it, maybe by way of another program.</summary>
    /// <param name="folder">Where it writes.</param>
    /// <param name="rounds">How many times.</param>
    /// <param name="by">A program and arguments that are put in front.</param>
    internal static Process Start(string folder, int rounds, params string[] by)
    {
        string[] command = [.. by, Environment.ProcessPath!, "exec", typeof(StoreWriter).Assembly.Location, folder, $"{rounds}"];
        return Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true })!;
    }

    private static async Task<int> Main(string[] arguments)
    {
        if (arguments is [_, _, "last-known"])
            return KeepLastKnown(arguments[0]);
        await using var store = new FileStore(arguments[0], TimeProvider.System);
        for (int round = 1; round <= int.Parse(arguments[1], null); round++)
        {
            StoreWrite write = await store.PutAsync(Key(round % Keys), Document(round), null, CancellationToken.None);
            if (write.Outcome != StoreWriteOutcome.Written)
                return 1;
            Console.WriteLine($"{round % Keys} {round} {write.Revision}");
        }
        return 0;
    }

    private static int KeepLastKnown(string folder)
    {
        var file = new LastKnownGood(LastKnownPath(folder));
        for (long round = 1; ; round++)
        {
            StoreEntry[] entries = [.. Enumerable.Range(0, Keys).Select(key => new StoreEntry(Key(key), Document((int)round), round, DateTimeOffset.UnixEpoch))];
            if (file.Save(new LastKnown("store", round, [.. entries])) is not null)
                return 1;
            Console.WriteLine($"0 {round} {round}");
        }
    }
}
