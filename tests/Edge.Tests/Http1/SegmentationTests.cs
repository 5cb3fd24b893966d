using System.Text;
using Edge.Http1;

namespace Edge.Tests.Http1;

public class SegmentationTests
{
    public static TheoryData<string> Corpus => [.. Answers.Good, .. Answers.Broken];

    [Theory]
    [MemberData(nameof(Corpus))]
    public void Every_cut_into_two_reads_the_same(string answer)
    {
        Reading whole = Reading.Of(answer);
        for (int cut = 0; cut <= answer.Length; cut++)
            Reading.Of(answer, false, cut).ShouldBe(whole, $"cut at {cut}");
    }

    [Theory]
    [MemberData(nameof(Corpus))]
    public void One_byte_a_piece_reads_the_same(string answer) =>
        Reading.Of(answer, false, [.. Enumerable.Range(1, answer.Length)]).ShouldBe(Reading.Of(answer));

    [Theory]
    [MemberData(nameof(Corpus))]
    public void Bytes_around_the_input_do_not_matter(string answer)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(answer);
        foreach (string guard in new[] { "\r\n\r\n", "0000", "\n:\0\xFF" })
        {
            byte[] fence = Encoding.Latin1.GetBytes(guard);
            byte[] fenced = [.. fence, .. bytes, .. fence];
            Guarded(fenced, fence.Length, bytes.Length).ShouldBe(Guarded(bytes, 0, bytes.Length));
            fenced.ShouldBe([.. fence, .. bytes, .. fence]);
        }
    }

    // All that is handed out, with the place it has in the input.
    private static List<string> Guarded(byte[] memory, int start, int length)
    {
        var reader = new ResponseReader();
        var steps = new List<string>();
        ReadOnlySpan<byte> input = memory.AsSpan(start, length);
        ResponseStep step;
        do
        {
            step = reader.Next(ref input, out ReadOnlySpan<byte> payload);
            steps.Add($"{step} {input.Length} {Encoding.Latin1.GetString(payload)} {reader.Error}");
        } while (step is ResponseStep.Head or ResponseStep.Payload);
        return steps;
    }
}
