using System.Runtime.InteropServices;
using ConfigSync.Stores;
using static ConfigSync.Tests.Stores.ConfigFolder;

namespace ConfigSync.Tests.Stores;

public partial class ConfigFileWatchTests
{
    [Fact]
    public async Task A_file_written_in_place_takes_effect()
    {
        using var folder = new ConfigFolder();
        File.WriteAllText(folder.Path, Document("one"));
        await Watch(folder, async () =>
        {
            File.WriteAllText(folder.Path, Document("two"));
            await folder.Until(r => r.Config?.Anonymous == "two");
        });
    }

    [Fact]
    public async Task A_file_replaced_by_a_rename_takes_effect()
    {
        using var folder = new ConfigFolder();
        File.WriteAllText(folder.Path, Document("one"));
        await Watch(folder, async () =>
        {
            File.WriteAllText(folder.In("edge.json.new"), Document("two"));
            File.Move(folder.In("edge.json.new"), folder.Path, overwrite: true);
            await folder.Until(r => r.Config?.Anonymous == "two");
        });
    }

    [Fact]
    public async Task A_ConfigMap_volume_swapped_by_its_link_takes_effect()
    {
        using var folder = new ConfigFolder();
        folder.MakeVersion("..2026_1", "one");
        // Of one length and one time, so that only the place behind the links tells them apart.
        folder.MakeVersion("..2026_2", "two");
        Directory.CreateSymbolicLink(folder.In("..data"), "..2026_1");
        File.CreateSymbolicLink(folder.Path, "..data/edge.json");
        await Watch(folder, async () =>
        {
            Directory.CreateSymbolicLink(folder.In("..data_tmp"), "..2026_2");
            Rename(folder.In("..data_tmp"), folder.In("..data")).ShouldBe(0);
            Directory.Delete(folder.In("..2026_1"), true);
            await folder.Until(r => r.Config?.Anonymous == "two");
        });
    }

    [Fact]
    public async Task A_broken_file_is_reported_and_so_is_its_repair()
    {
        using var folder = new ConfigFolder();
        File.WriteAllText(folder.Path, Document("one"));
        await Watch(folder, async () =>
        {
            File.WriteAllText(folder.Path, "{ \"anonymous\": ");
            await folder.Until(r => r.Config is null && r.Errors.Length == 1);
            File.WriteAllText(folder.Path, Document("two"));
            await folder.Until(r => r.Config?.Anonymous == "two");
        });
    }

    [Fact]
    public async Task Callbacks_come_one_after_another()
    {
        using var folder = new ConfigFolder();
        using var stop = new CancellationTokenSource();
        int inside = 0, together = 0;
        Task watch = ConfigFolder.BeatAsync(
            folder.File(),
            reading =>
            {
                together = Math.Max(together, Interlocked.Increment(ref inside));
                folder.Report(reading);
                Interlocked.Decrement(ref inside);
            }, stop.Token);
        for (int i = 0; i < 5; i++)
        {
            string account = $"a{i}";
            File.WriteAllText(folder.Path, Document(account));
            await folder.Until(r => r.Config?.Anonymous == account);
        }
        await stop.CancelAsync();
        await watch;
        together.ShouldBe(1);
    }

    [Fact]
    public async Task An_exception_out_of_the_callback_ends_the_watch_and_is_seen()
    {
        using var folder = new ConfigFolder();
        File.WriteAllText(folder.Path, Document("one"));
        await Should.ThrowAsync<FormatException>(ConfigFolder.BeatAsync(folder.File(), _ => throw new FormatException(), CancellationToken.None));
    }

    private static async Task Watch(ConfigFolder folder, Func<Task> change)
    {
        using var stop = new CancellationTokenSource();
        ConfigFile file = folder.File();
        file.Read().Config!.Anonymous.ShouldBe("one");
        Task watch = ConfigFolder.BeatAsync(file, folder.Report, stop.Token);
        await change();
        await stop.CancelAsync();
        await watch;
    }

    /// <summary>Replaces a link to a folder by another in one step, which <see cref="Directory.Move"/> refuses.</summary>
    [LibraryImport("libc", EntryPoint = "rename", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Rename(string from, string to);
}
