using System.Text;
using Edge.Http1;
using Shared.Memory;

namespace Edge.Tests.Http1;

public class AllocationTests
{
    [Fact]
    public void Reading_answers_allocates_nothing_once_the_buffers_have_grown()
    {
        var reader = new ResponseReader();
        byte[][] answers = [.. Answers.Good.Concat(Answers.Broken).Select(Encoding.Latin1.GetBytes)];
        SteadyState.Allocates(() => Read(reader, answers), times: 100).ShouldBe(0);
    }

    [Fact]
    public void Reading_heads_of_requests_allocates_nothing()
    {
        var parser = new RequestHeadParser(new RequestLimits());
        byte[][] heads = [.. RequestHeads.Good.Concat(RequestHeads.Refused.Select(r => r.Head)).Select(Encoding.Latin1.GetBytes)];
        SteadyState.Allocates(() => Parse(parser, heads), times: 100).ShouldBe(0);
    }

    private static void Parse(RequestHeadParser parser, byte[][] heads)
    {
        foreach (byte[] head in heads)
        {
            parser.Parse(head);
            parser.Parse(head.AsSpan(0, head.Length / 2));
        }
    }

    private static void Read(ResponseReader reader, byte[][] answers)
    {
        foreach (byte[] answer in answers)
        {
            reader.Reset(headRequest: false);
            ReadOnlySpan<byte> input = answer;
            while (reader.Next(ref input, out _) is ResponseStep.Head or ResponseStep.Payload)
            {
            }
            reader.Closed();
        }
    }
}
