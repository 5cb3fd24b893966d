using System.Diagnostics;
using System.Text.Json;
using ConfigSync.Stores;

namespace ConfigSync.Tests.Stores;

public class StoreCrashTests
{
    [Fact]
    public async Task Nothing_acknowledged_is_lost_and_everything_is_readable_whenever_the_writer_is_killed()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var folder = new ConfigFolder();
        var random = new Random(15);
        var acknowledged = new Dictionary<int, (int Round, long Revision)>();
        long highest = 0;
        for (int crash = 0; crash < 15; crash++)
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
