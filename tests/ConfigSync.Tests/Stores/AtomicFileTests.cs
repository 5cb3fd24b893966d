using System.Diagnostics;
using ConfigSync.Stores;

namespace ConfigSync.Tests.Stores;

public class AtomicFileTests
{
    [Fact]
    public void A_file_is_replaced_whole_and_leaves_nothing_beside_it()
    {
        using var folder = new ConfigFolder();
        AtomicFile.Write(folder.Path, "a longer one"u8);
        AtomicFile.Write(folder.Path, "two"u8, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        File.ReadAllText(folder.Path).ShouldBe("two");
        File.GetLastWriteTimeUtc(folder.Path).ShouldBe(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Directory.EnumerateFileSystemEntries(folder.Folder).ShouldHaveSingleItem();
    }

    [Fact]
    public void A_write_that_fails_leaves_the_old_and_nothing_beside_it()
    {
        using var folder = new ConfigFolder();
        Directory.CreateDirectory(folder.Path);
        Should.Throw<Exception>(() => AtomicFile.Write(folder.Path, "one"u8)).ShouldBeAssignableTo<SystemException>();
        Directory.EnumerateFileSystemEntries(folder.Folder).ShouldHaveSingleItem();
        string missing = folder.In("none/edge.json");
        string reason = Should.Throw<IOException>(() => AtomicFile.Write(missing, "one"u8)).Message;
        reason.ShouldContain(missing);
        Should.Throw<IOException>(() => AtomicFile.Write(missing, "one"u8)).Message.ShouldBe(reason, "the same again, which is told once");
    }

    /// <summary>Only the order of system calls shows what holds when the machine itself stops. Linux has strace to see it; ./test installs it.</summary>
    [Fact]
    public async Task The_file_is_on_disk_before_it_gets_its_name_and_the_name_before_the_write_ends()
    {
        if (!OperatingSystem.IsLinux())
            return;
        using var folder = new ConfigFolder();
        string trace = folder.In(".trace");
        using Process writer = StoreWriter.Start(
            folder.Folder, 1, "strace", "-f", "-qq", "-y", "-e", "trace=fsync,rename,renameat,renameat2,write,pwrite64", "-o", trace);
        await writer.StandardOutput.ReadToEndAsync();
        await writer.WaitForExitAsync();
        string[] calls = File.ReadAllLines(trace);
        int At(string call, string argument) => Array.FindIndex(calls, line => line.Contains(call, StringComparison.Ordinal) && line.Contains(argument, StringComparison.Ordinal));
        int written = At("pwrite64(", ".new>"), flushed = At("fsync(", ".new>"), renamed = At("rename", "router.team.r1.json"), folderFlushed = At("fsync(", $"<{folder.Folder}>"), told = At("write(", "\"1 1 ");
        int[] order = [written, flushed, renamed, folderFlushed, told];
        order.ShouldAllBe(at => at >= 0, string.Join('\n', calls.Where(line => line.Contains(folder.Folder, StringComparison.Ordinal))));
        order.ShouldBeInOrder();
    }
}
