using Edge.Discovery;

namespace Edge.Tests.Discovery;

public class DnsQueryTests
{
    private static readonly byte[] Name = DnsName.Encode("ab.c")!;

    [Fact]
    public void A_question_asks_for_recursion_and_offers_1232_bytes()
    {
        byte[] output = new byte[12 + 10 + 11];
        byte[] random = new byte[DnsQuery.RandomBytes];
        (random[0], random[1]) = (0x12, 0x34);

        DnsQuery.Write(Name, DnsType.Aaaa, withOptions: true, random, output);

        byte[] expected =
        [
            0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1,
            2, (byte)'a', (byte)'b', 1, (byte)'c', 0, 0, 28, 0, 1,
            0, 0, 41, 1232 >> 8, 1232 & 255, 0, 0, 0, 0, 0, 0,
        ];
        output.ShouldBe(expected);
    }

    [Fact]
    public void Without_options_it_is_what_it_was_in_1987()
    {
        byte[] output = new byte[12 + 10];

        DnsQuery.Write(Name, DnsType.A, withOptions: false, new byte[DnsQuery.RandomBytes], output);

        byte[] expected = [0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 2, (byte)'a', (byte)'b', 1, (byte)'c', 0, 0, 1, 0, 1];
        output.ShouldBe(expected);
    }

    [Fact]
    public void Random_bits_turn_the_case_of_letters_and_of_nothing_else()
    {
        byte[] name = DnsName.Encode("az-09_AZ.x@[`{")!;
        byte[] output = new byte[12 + name.Length + 4];
        byte[] random = [.. Enumerable.Repeat((byte)0xFF, DnsQuery.RandomBytes)];

        DnsQuery.Write(name, DnsType.A, withOptions: false, random, output);

        output[12..(12 + name.Length)].ShouldBe(DnsName.Encode("AZ-09_az.X@[`{")!);
    }

    [Fact]
    public void Each_byte_of_the_longest_name_has_a_bit_of_its_own()
    {
        string label = new('x', 63);
        byte[] name = DnsName.Encode($"{label}.{label}.{label}.{label[..61]}")!;
        byte[] output = new byte[12 + name.Length + 4];
        for (int i = 0; i < name.Length; i++)
        {
            byte[] random = new byte[DnsQuery.RandomBytes];
            random[2 + i / 8] = (byte)(1 << i % 8);
            DnsQuery.Write(name, DnsType.A, withOptions: false, random, output);
            for (int j = 0; j < name.Length; j++)
                output[12 + j].ShouldBe(i == j && name[j] == 'x' ? (byte)'X' : name[j]);
        }
    }

    [Fact]
    public void Ids_and_letters_differ_from_question_to_question()
    {
        byte[] name = DnsName.Encode("abcdefghijklmnopqrstuvwxyz")!;
        DnsQuery[] queries = [.. Enumerable.Range(0, 50).Select(_ => DnsQuery.Create(name, DnsType.A, withOptions: true))];

        queries.Select(query => Convert.ToHexString(query.Id)).Distinct().Count().ShouldBeGreaterThan(40);
        queries.Select(query => Convert.ToHexString(query.Question)).Distinct().Count().ShouldBeGreaterThan(40);
        queries[0].Question.Length.ShouldBe(name.Length + 4);
    }
}
