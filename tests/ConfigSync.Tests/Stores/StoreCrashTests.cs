using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ConfigSync.Stores;

namespace ConfigSync.Tests.Stores;

public class StoreCrashTests
{
    /// <summary>How often each writer is killed; a measurement asks for more by the variable.</summary>
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("STORE_KILLS") ?? "15", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Nothing_acknowledged_is_lost_and_everything_is_readable_whenever_the_writer_is_killed()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var folder = new ConfigFolder();
        var random = new Random(15);
        var acknowledged = new Dictionary<int, (int Round, long Revision)>();
        long highest = 0;
        for (int crash = 0; crash < Kills; crash++)
        {
            using Process writer = StoreWriter.Start(folder.Folder, int.MaxValue);
            int lines = random.Next(1, 40);
            for (int line = 0; await writer.StandardOutput.ReadLineAsync() is { } text; line++)
            {
                if (text.Split(' ') is not [{ } key, { } round, { } revision])
                    break;
                long now = long.Parse(revision, null);
                now.ShouldBeGreaterThan(highest);
                highest = now;
                acknowledged[int.Parse(key, null)] = (int.Parse(round, null), now);
                if (line == lines)
                    KillSoon(writer, random.Next(2000));
            }
            await writer.WaitForExitAsync();
            writer.ExitCode.ShouldBe(128 + 9);
            await Check(folder.Folder, acknowledged);
        }
        await using var store = new FileStore(folder.Folder, TimeProvider.System);
        (await store.PutAsync(StoreWriter.Key(0), StoreWriter.Document(1), null, CancellationToken.None)).Revision.ShouldBeGreaterThan(highest);
        Directory.EnumerateFiles(folder.Folder, "*.new").ShouldBeEmpty();
    }

    [Fact]
    public async Task The_last_known_good_set_is_whole_and_no_older_than_acknowledged_whenever_its_writer_is_killed()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var folder = new ConfigFolder();
        var random = new Random(16);
        for (int crash = 0; crash < Kills; crash++)
        {
            using Process writer = StoreWriter.StartLastKnown(folder.Folder);
            int lines = random.Next(1, 40);
            long acknowledged = 0;
            for (int line = 0; await writer.StandardOutput.ReadLineAsync() is { } text && text.Split(' ') is [_, _, { } round]; line++)
            {
                acknowledged = long.Parse(round, CultureInfo.InvariantCulture);
                if (line == lines)
                    KillSoon(writer, random.Next(2000));
            }
            await writer.WaitForExitAsync();
            new LastKnownGood(StoreWriter.LastKnownPath(folder.Folder)).TryLoad(out LastKnown? known, out string reason).ShouldBeTrue(reason);
            known!.Position.ShouldBeGreaterThanOrEqualTo(acknowledged);
            known.Entries.Length.ShouldBe(StoreWriter.Keys);
            foreach (StoreEntry entry in known.Entries)
                entry.Document.ToArray().ShouldBe(StoreWriter.Document((int)known.Position));
        }
    }

    /// <summary>SIGKILL, some turns of an empty loop later: at any instant of a write.</summary>
    private static void KillSoon(Process writer, int turns)
    {
        Thread.SpinWait(turns);
        writer.Kill();
    }

    private static async Task Check(string folder, Dictionary<int, (int Round, long Revision)> acknowledged)
    {
        await using var store = new FileStore(folder, TimeProvider.System);
        acknowledged.ShouldNotBeEmpty();
        foreach ((int number, (int round, long revision)) in acknowledged)
        {
            StoreEntry entry = (await store.GetAsync(StoreWriter.Key(number), CancellationToken.None)).ShouldNotBeNull();
            entry.Revision.ShouldBeGreaterThanOrEqualTo(revision);
            int stored = JsonDocument.Parse(entry.Document).RootElement.GetProperty("round").GetInt32();
            entry.Document.ToArray().ShouldBe(StoreWriter.Document(stored));
            if (entry.Revision == revision)
                stored.ShouldBe(round);
        }
    }
}
