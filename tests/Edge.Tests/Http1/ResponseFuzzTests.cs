using System.Text;
using Edge.Http1;

namespace Edge.Tests.Http1;

public class ResponseFuzzTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Mutated_answers_are_read_as_the_oracle_reads_them_however_they_are_cut(int seed)
    {
        const int Inputs = 25_000;
        var random = new Random(seed);
        var reader = new ResponseReader();
        int good = 0;
        for (int i = 0; i < Inputs; i++)
        {
            byte[] bytes = Encoding.Latin1.GetBytes(Mutate(Pick(random, Answers.Good), random));
            bool headRequest = random.Next(16) == 0;
            Reading whole = Reading.Of(reader, bytes, headRequest);
            Reading expected = ResponseOracle.Read(bytes, headRequest);
            if (whole.Good != expected.Good || (whole.Good && whole != expected))
                Assert.Fail($"{whole}\n{expected}\n{Convert.ToHexString(bytes)}\n{Encoding.Latin1.GetString(bytes)}");
            if (Reading.Of(reader, bytes, headRequest, Cuts(bytes.Length, random)) is var cut && cut != whole)
                Assert.Fail($"{whole}\n{cut}\n{Convert.ToHexString(bytes)}");
            good += whole.Good ? 1 : 0;
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
                4 => text[..at] + Pick(random, Answers.Good) is var spliced && random.Next(4) == 0 ? spliced : text,
                5 => text.Insert(AfterLine(text, at), Pick(random, Answers.Splinters)),
                _ => text.Insert(at, Pick(random, Answers.Splinters)),
            };
        }
        return text;
    }

    private static int AfterLine(string text, int at)
    {
        int line = text.IndexOf('\n', Math.Min(at, text.Length));
        return line < 0 ? at : line + 1;
    }

    private static int[] Cuts(int length, Random random)
    {
        if (random.Next(8) == 0)
            return [.. Enumerable.Range(1, length)];
        int[] cuts = [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => random.Next(length + 1))];
        Array.Sort(cuts);
        return cuts;
    }

    private static string Pick(Random random, string[] from) => from[random.Next(from.Length)];
}
