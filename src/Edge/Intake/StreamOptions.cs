using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Edge.Intake;

/// <summary>Asks a model server for the usage of a stream in the name of a caller who did not say whether it wants it (specs/openai.md, Usage).</summary>
internal static class StreamOptions
{
    // A name of so many bytes may be another spelling, each letter an escape of six.
    private const int LongestName = 6 * 14;

    /// <summary>What asks for it, as the first of several members; pinned.</summary>
    internal static ReadOnlyMemory<byte> Member { get; } = Pinned("\"stream_options\":{\"include_usage\":true},"u8);

    /// <summary>
    /// Whether a whole body, which the scanner has accepted, asks for a stream and says nothing of its options; then <paramref name="members"/> is the
    /// offset of its first member. What some server could take for the name of the options counts as them, and so does a body that says twice
    /// whether it wants a stream.
    /// </summary>
    internal static bool AreMissing(in ReadOnlySequence<byte> body, out long members)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = int.MaxValue });
        members = 0;
        bool saysStream = false, wantsStream = false;
        try
        {
            reader.Read();
            members = reader.TokenStartIndex + 1;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool isStream = reader.ValueTextEquals("stream"u8);
                if (IsOptions(ref reader) || (isStream && saysStream))
                    return false;
                saysStream |= isStream;
                reader.Read();
                wantsStream |= isStream && reader.TokenType == JsonTokenType.True;
                reader.Skip();
            }
        }
        // The scanner looks no deeper than it must: what is no JSON inside, or half a character, is for the model server to refuse.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
        return wantsStream;
    }

    private static bool IsOptions(ref Utf8JsonReader reader)
    {
        long length = reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length;
        if (length is < 14 or > LongestName)
            return false;
        Span<byte> name = stackalloc byte[LongestName];
        return Ascii.EqualsIgnoreCase(name[..reader.CopyString(name)], "stream_options"u8);
    }

    private static byte[] Pinned(ReadOnlySpan<byte> text)
    {
        byte[] bytes = GC.AllocateUninitializedArray<byte>(text.Length, pinned: true);
        text.CopyTo(bytes);
        return bytes;
    }
}
