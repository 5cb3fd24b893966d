using System.Buffers;
using Edge.Fleet;

namespace Edge.Tests.Fleet;

public class LoadReportTests
{
    private static readonly LoadEntry[] Some = [new(1, 2), new(ulong.MaxValue, int.MaxValue), new(0, 0)];

    [Fact]
    public void A_report_is_read_as_it_was_written()
    {
        var report = new LoadReport(Guid.NewGuid(), 7, IsWhole: true);

        LoadReport.TryRead(Bytes(report, Some), out LoadReport read, out ReadOnlySpan<byte> entries).ShouldBeTrue();

        read.ShouldBe(report);
        LoadReport.CountOf(entries).ShouldBe(Some.Length);
        for (int i = 0; i < Some.Length; i++)
            LoadReport.EntryAt(entries, i).ShouldBe(Some[i]);
    }

    [Fact]
    public void A_report_that_is_cut_anywhere_but_between_entries_is_refused()
    {
        byte[] bytes = Bytes(new LoadReport(Guid.NewGuid(), 7, IsWhole: false), Some);
        for (int length = 0; length < bytes.Length; length++)
            LoadReport.TryRead(bytes.AsSpan(0, length), out _, out _).ShouldBe(length >= 22 && (length - 22) % 12 == 0);
    }

    [Fact]
    public void Another_version_and_unknown_flags_are_refused()
    {
        byte[] bytes = Bytes(new LoadReport(Guid.NewGuid(), 7, IsWhole: false), Some);
        foreach ((int at, byte value) in new[] { (0, (byte)2), (1, (byte)2) })
        {
            byte[] other = [.. bytes];
            other[at] = value;
            LoadReport.TryRead(other, out _, out _).ShouldBeFalse();
        }
    }

    [Fact]
    public void A_count_below_zero_is_none()
    {
        byte[] bytes = Bytes(new LoadReport(Guid.NewGuid(), 7, IsWhole: false), [new(1, -5)]);
        LoadReport.TryRead(bytes, out _, out ReadOnlySpan<byte> entries).ShouldBeTrue();

        LoadReport.EntryAt(entries, 0).Outstanding.ShouldBe(0);
    }

    [Fact]
    public void More_entries_than_a_report_may_have_are_refused()
    {
        var entries = new LoadEntry[LoadReport.MostEntries + 1];

        LoadReport.TryRead(Bytes(default, entries), out _, out _).ShouldBeFalse();
        LoadReport.TryRead(Bytes(default, entries.AsSpan(1)), out _, out _).ShouldBeTrue();
    }

    private static byte[] Bytes(LoadReport report, ReadOnlySpan<LoadEntry> entries)
    {
        var output = new ArrayBufferWriter<byte>();
        report.Write(output, entries);
        return output.WrittenSpan.ToArray();
    }
}
