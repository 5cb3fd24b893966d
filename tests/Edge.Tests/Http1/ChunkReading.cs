using System.Text;
using Edge.Http1;

namespace Edge.Tests.Http1;

/// <summary>Everything a reader of chunks made of some bytes, in a form that can be compared.</summary>
/// <param name="Step">How it ended: at the end, for want of more, or because of a flaw.</param>
/// <param name="Body">What was in the chunks.</param>
/// <param name="LeftOver">How many bytes lie behind the end.</param>
/// <param name="Error">The flaw.</param>
internal sealed record ChunkReading(ResponseStep Step, string Body, int LeftOver, string? Error)
{
    /// <summary>Reads <paramref name="bytes"/> cut at <paramref name="cuts"/> (ascending places).</summary>
    internal static ChunkReading Of(byte[] bytes, ReadOnlySpan<int> cuts)
    {
        var reader = new ChunkedReader();
        var body = new StringBuilder();
        ResponseStep step = ResponseStep.NeedMore;
        int start = 0;
        for (int i = 0; i <= cuts.Length && step == ResponseStep.NeedMore; i++)
        {
            ReadOnlySpan<byte> piece = bytes.AsSpan(start..(i < cuts.Length ? cuts[i] : bytes.Length));
            start += piece.Length;
            while ((step = reader.Next(ref piece, out ReadOnlySpan<byte> payload)) == ResponseStep.Payload)
                body.Append(Encoding.Latin1.GetString(payload));
            // What the reader left of the piece it did not read.
            start -= piece.Length;
        }
        return new ChunkReading(step, body.ToString(), step == ResponseStep.End ? bytes.Length - start : 0, reader.Error);
    }
}
