using System.Text;
using Edge.Http1;

namespace Edge.Tests.Http1;

/// <summary>Everything a reader made of some bytes after which the peer closed, in a form that can be compared.</summary>
internal sealed record Reading(bool Good, string Head, string Body, int LeftOver, bool Reusable, string? Error)
{
    /// <summary>Reads <paramref name="bytes"/> cut at <paramref name="cuts"/> (ascending places).</summary>
    internal static Reading Of(ResponseReader reader, byte[] bytes, bool headRequest, params ReadOnlySpan<int> cuts)
    {
        var run = new Run(reader);
        reader.Reset(headRequest);
        int start = 0;
        foreach (int cut in cuts)
        {
            run.Feed(bytes.AsSpan(start, cut - start));
            start = cut;
        }
        run.Feed(bytes.AsSpan(start));
        reader.AnyByteSeen.ShouldBe(bytes.Length > 0);
        return run.Close();
    }

    internal static Reading Of(string text, bool headRequest = false, params ReadOnlySpan<int> cuts) =>
        Of(new ResponseReader(), Encoding.Latin1.GetBytes(text), headRequest, cuts);

    private ref struct Run(ResponseReader reader)
    {
        private readonly StringBuilder _body = new();
        private string _head = "";
        private int _leftOver;

        internal void Feed(ReadOnlySpan<byte> piece)
        {
            while (true)
            {
                ReadOnlySpan<byte> before = piece;
                ResponseStep step = reader.Next(ref piece, out ReadOnlySpan<byte> payload);
                before.EndsWith(piece).ShouldBeTrue();
                payload.IsEmpty.ShouldBe(step != ResponseStep.Payload);
                switch (step)
                {
                    case ResponseStep.Head:
                        _head.ShouldBeEmpty();
                        _head = Describe(reader.Head);
                        break;
                    case ResponseStep.Payload:
                        before.Overlaps(payload).ShouldBeTrue();
                        _body.Append(Encoding.Latin1.GetString(payload));
                        break;
                    case ResponseStep.NeedMore:
                        piece.IsEmpty.ShouldBeTrue();
                        return;
                    case ResponseStep.End:
                        _leftOver += piece.Length;
                        return;
                    default:
                        reader.Error.ShouldNotBeNull();
                        return;
                }
            }
        }

        internal readonly Reading Close()
        {
            bool good = reader.Closed() == ResponseStep.End;
            good.ShouldBe(reader.Error is null);
            return new Reading(good, _head, _body.ToString(), _leftOver, reader.CanReuse, reader.Error);
        }

        private static string Describe(ResponseHead head)
        {
            var text = new StringBuilder();
            text.Append($"1.{head.MinorVersion} {head.Status} {head.Framing} {head.ContentLength} keep={head.KeepAlive} events={head.IsEventStream}\n");
            for (int i = 0; i < head.FieldCount; i++)
                text.Append($"{Encoding.Latin1.GetString(head.Name(i))}={Encoding.Latin1.GetString(head.Value(i))}\n");
            return text.ToString();
        }
    }
}
