using System.Text;
using Edge.Discovery;

namespace Edge.Tests.Discovery;

public class DnsNameTests
{
    private static readonly string Label63 = new('x', 63);

    // 3 × 64 + 62 bytes and the end: 255.
    private static readonly string Longest = $"{Label63}.{Label63}.{Label63}.{Label63[..61]}";

    [Theory]
    [InlineData("replica", "\u0007replica\0")]
    [InlineData("A.b-c", "\u0001A\u0003b-c\0")]
    [InlineData("_http._tcp.x.", "\u0005_http\u0004_tcp\u0001x\0")]
    public void A_name_becomes_labels(string name, string bytes) =>
        DnsName.Encode(name).ShouldBe(Encoding.ASCII.GetBytes(bytes));

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData(".a")]
    [InlineData("a..b")]
    [InlineData("a..")]
    [InlineData("a b")]
    [InlineData("a\\046b")]
    [InlineData("bücher")]
    [InlineData("a\u007F")]
    public void What_is_no_name_is_not_encoded(string name) => DnsName.Encode(name).ShouldBeNull();

    [Fact]
    public void A_label_has_at_most_63_bytes_and_a_name_255()
    {
        DnsName.Encode(Label63).ShouldNotBeNull();
        DnsName.Encode(Label63 + "x").ShouldBeNull();
        DnsName.Encode(Longest)!.Length.ShouldBe(255);
        DnsName.Encode(Longest + ".").ShouldNotBeNull();
        DnsName.Encode(Longest + "x").ShouldBeNull();
    }

    [Fact]
    public void The_longest_name_is_read_and_one_byte_more_is_not()
    {
        Read([.. DnsName.Encode(Longest)!], 0).ShouldBe((Longest, 255));
        byte[] longer = [1, (byte)'y', .. DnsName.Encode(Longest)!];
        Read(longer, 0).ShouldBeNull();
    }

    [Fact]
    public void A_pointer_leads_to_the_rest_and_reading_goes_on_behind_it()
    {
        byte[] bytes = [.. DnsName.Encode("Example.org")!, 1, (byte)'a', 0xC0, 0, 9, 9];

        Read(bytes, 13).ShouldBe(("a.example.org", 17));
        Read([.. bytes, 1, (byte)'b', 0xC0, 13], 19).ShouldBe(("b.a.example.org", 23));
    }

    [Theory]
    [InlineData(new byte[] { 0xC0, 0 }, 0)]
    [InlineData(new byte[] { 1, 97, 0xC0, 0 }, 0)]
    [InlineData(new byte[] { 1, 97, 0xC0, 2 }, 0)]
    [InlineData(new byte[] { 0xC0, 2, 0xC0, 0 }, 2)]
    [InlineData(new byte[] { 1, 97, 0xC0, 4, 1, 98, 0xC0, 0 }, 4)]
    [InlineData(new byte[] { 0xC0, 2, 0 }, 0)]
    [InlineData(new byte[] { 0, 0xC0 }, 1)]
    [InlineData(new byte[] { 0x41, 97, 0 }, 0)]
    [InlineData(new byte[] { 0, 0x80, 0 }, 1)]
    [InlineData(new byte[] { 2, 97, 0 }, 0)]
    [InlineData(new byte[] { 1, 97 }, 0)]
    [InlineData(new byte[] { 0xFF, 0xFF }, 0)]
    [InlineData(new byte[] { }, 0)]
    public void Circles_pointers_ahead_and_names_without_end_are_malformed(byte[] bytes, int at) => Read(bytes, at).ShouldBeNull();

    [Fact]
    public void Pointers_that_each_lead_back_do_not_make_a_name_longer_than_names_are()
    {
        List<byte> bytes = [1, (byte)'a', 0];
        int last = 0;
        for (int labels = 2; labels <= 128; labels++)
        {
            int here = bytes.Count;
            bytes.AddRange([1, (byte)'a', (byte)(0xC0 | last >> 8), (byte)last]);
            last = here;
            bool isName = labels <= 127;
            (Read([.. bytes], here) is not null).ShouldBe(isName, $"{labels} labels");
        }
    }

    [Fact]
    public void Bytes_that_could_be_taken_for_something_else_are_escaped()
    {
        Read([5, (byte)'a', (byte)'.', (byte)'\\', 0, 255, 0], 0).ShouldBe(("a\\046\\092\\000\\255", 7));
        Read([0], 0).ShouldBe((".", 1));
    }

    private static (string, int)? Read(byte[] bytes, int at) => DnsName.TryRead(bytes, ref at, out string name) ? (name, at) : null;
}
