using System.Text;
using ConfigSync.Resources;
using ConfigSync.Stores;

namespace ConfigSync.Tests.Stores;

public class LastKnownGoodTests
{
    private static readonly LastKnown Known = new("stream 5", 42, [
        new StoreEntry(new ResourceKey(ResourceKind.Router, "team", "größe"), "{ }"u8.ToArray(), 7, new DateTimeOffset(2026, 3, 1, 8, 30, 0, TimeSpan.Zero)),
        new StoreEntry(new ResourceKey(ResourceKind.Key, "team", "ci"), ReadOnlyMemory<byte>.Empty, 42, DateTimeOffset.UnixEpoch),
    ]);

    [Fact]
    public void What_was_saved_is_loaded()
    {
        using var folder = new ConfigFolder();
        new LastKnownGood(folder.Path).Save(new LastKnown("", 0, [])).ShouldBeNull();
        new LastKnownGood(folder.Path).Save(Known).ShouldBeNull();
        new LastKnownGood(folder.Path).TryLoad(out LastKnown? known, out string reason).ShouldBeTrue(reason);
        known!.Identity.ShouldBe(Known.Identity);
        known.Position.ShouldBe(Known.Position);
        known.Entries.Select(Text).ShouldBe(Known.Entries.Select(Text));
    }

    [Fact]
    public void A_file_that_is_missing_cut_or_damaged_at_any_byte_is_refused()
    {
        using var folder = new ConfigFolder();
        var file = new LastKnownGood(folder.Path);
        Refused(file).ShouldContain("cannot be read");
        file.Save(Known);
        byte[] whole = File.ReadAllBytes(folder.Path);
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(folder.Path, whole[..length]);
            Refused(file).ShouldContain("is damaged");
        }
        for (int at = 0; at < whole.Length; at++)
        {
            byte[] damaged = [.. whole];
            damaged[at] ^= (byte)(1 << (at % 8));
            File.WriteAllBytes(folder.Path, damaged);
            Refused(file).ShouldContain("is damaged");
        }
        File.WriteAllBytes(folder.Path, [.. whole, 0]);
        Refused(file).ShouldContain("is damaged");
    }

    [Fact]
    public void Where_nothing_can_be_saved_the_reason_is_given()
    {
        using var folder = new ConfigFolder();
        new LastKnownGood(folder.In("none/lkg")).Save(Known).ShouldNotBeNull().ShouldContain("cannot be written");
    }

    private static string Refused(LastKnownGood file)
    {
        file.TryLoad(out LastKnown? known, out string reason).ShouldBeFalse();
        known.ShouldBeNull();
        return reason;
    }

    private static string Text(StoreEntry entry) => $"{entry.Key} {entry.Revision} {entry.Written:O} {Encoding.UTF8.GetString(entry.Document.Span)}";
}
