using System.Text;
using Edge.Forwarding;

namespace Edge.Tests.Forwarding;

public class EventStreamFuzzTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Mutated_streams_are_read_as_the_oracle_reads_them_however_they_are_cut(int seed)
    {
        const int Inputs = 50_000;
        var random = new Random(seed);
        int seen = 0;
        for (int i = 0; i < Inputs; i++)
        {
            var mark = (EndMark)random.Next(1, 4);
            byte[] body = Encoding.Latin1.GetBytes(Mutate(Pick(random, EventStreams.All), random));
            int[] cuts = [.. Enumerable.Range(0, random.Next(8)).Select(_ => random.Next(body.Length + 1)).Order()];
            var whole = EventStreams.Read(mark, body);
            if (whole != EventStreamOracle.Read(mark, body) || whole != EventStreams.Read(mark, body, cuts))
                Assert.Fail($"{mark} {whole} {Convert.ToHexString(body)} cut at {string.Join(',', cuts)}");
            seen += whole.Mark ? 1 : 0;
        }
        // Mutations that hide every mark, or none, would prove nothing.
        seen.ShouldBeInRange(Inputs / 10, Inputs * 9 / 10);
    }

    private static string Mutate(string text, Random random)
    {
        for (int n = random.Next(4); n > 0; n--)
        {
            int at = random.Next(text.Length + 1), length = Math.Min(random.Next(8), text.Length - at);
            text = random.Next(5) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(at, text.Substring(at, length)),
                2 => text.Insert(at, ((char)random.Next(256)).ToString()),
                3 => text[..at],
                _ => text.Insert(at, Pick(random, EventStreams.Splinters)),
            };
        }
        return text;
    }

    private static string Pick(Random random, string[] from) => from[random.Next(from.Length)];
}
