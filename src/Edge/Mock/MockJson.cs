using System.Buffers;
using System.Text.Json;
using Edge.Mock.Answers;

namespace Edge.Mock;

/// <summary>Writes an answer as a JSON document.</summary>
internal static class MockJson
{
    /// <summary>The bytes of a document, with as many blanks behind it as make <paramref name="size"/> bytes of it.</summary>
    internal static ReadOnlyMemory<byte> Write(IJsonAnswer answer, int size = 0)
    {
        var bytes = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(bytes, SseFrame.Json))
            answer.WriteJson(json);
        int fill = size - bytes.WrittenCount;
        if (fill > 0)
        {
            bytes.GetSpan(fill)[..fill].Fill((byte)' ');
            bytes.Advance(fill);
        }
        return bytes.WrittenMemory;
    }
}
