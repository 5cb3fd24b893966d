using System.Text;
using Edge.Http1;

namespace Edge.Tests.Http1;

public class RequestFuzzTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Mutated_heads_are_read_as_the_oracle_reads_them_however_they_are_cut(int seed)
    {
        const int Inputs = 25_000;
        var random = new Random(seed);
        var parser = new RequestHeadParser(new RequestLimits());
        int good = 0;
        for (int i = 0; i < Inputs; i++)
        {
            byte[] bytes = Encoding.Latin1.GetBytes(Mutate(Pick(random, RequestHeads.Good), random));
            RequestReading whole = RequestReading.Of(parser, bytes);
            if (whole.Head != RequestOracle.Read(bytes) || (whole.Step == RequestParse.NeedMore && RequestOracle.IsWhole(bytes)))
                Assert.Fail($"seed {seed}\n{whole}\n{RequestOracle.Read(bytes)}\n{Convert.ToHexString(bytes)}\n{Encoding.Latin1.GetString(bytes)}");
            int cut = random.Next(bytes.Length + 1);
            RequestReading part = RequestReading.Of(parser, bytes.AsSpan(0, cut));
            if (part.Step != RequestParse.NeedMore && part != whole)
                Assert.Fail($"seed {seed}\n{whole}\n{part} of {cut} bytes\n{Convert.ToHexString(bytes)}");
            good += whole.Step == RequestParse.Ok ? 1 : 0;
        }
        // Mutations that break everything, or nothing, would prove nothing.
        good.ShouldBeInRange(Inputs / 5, Inputs * 4 / 5);
    }

    private static string Mutate(string text, Random random)
    {
        for (int n = random.Next(4); n > 0; n--)
        {
            int at = random.Next(text.Length + 1), length = Math.Min(random.Next(8), text.Length - at);
            text = random.Next(8) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(at, text.Substring(at, length)),
                2 => text.Insert(at, ((char)random.Next(256)).ToString()),
                3 when at < text.Length => text[..at] + (char)random.Next(256) + text[(at + 1)..],
                4 => text.Remove(at),
                5 or 6 => text.Insert(AfterLine(text, at), Pick(random, RequestHeads.Splinters)),
                _ => text.Insert(at, Pick(random, RequestHeads.Splinters)),
            };
        }
        return text;
    }

    private static int AfterLine(string text, int at)
    {
        int line = text.IndexOf('\n', at);
        return line < 0 ? at : line + 1;
    }

    private static string Pick(Random random, string[] from) => from[random.Next(from.Length)];
}
