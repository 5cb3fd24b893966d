using System.Buffers;
using System.Text.Json;

namespace Edge.Intake;

/// <summary>
/// Which requests belong together (specs/fireworks.md, Traffic): a number made of what callers say, the same on every edge and at every start.
/// It spreads sessions over replicas and protects nothing.
/// </summary>
internal static class SessionKey
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>The session of a text; 0 for an empty one, which is none.</summary>
    internal static ulong Of(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
            return 0;
        ulong hash = Offset;
        foreach (byte b in text)
            hash = (hash ^ b) * Prime;
        return hash == 0 ? 1 : hash;
    }

    /// <summary>
    /// The session that a whole body names: its <c>prompt_cache_key</c>, else its <c>user</c>, where they are texts; the first of each, at the top
    /// level. 0 for none. The scanner has accepted the body.
    /// </summary>
    internal static ulong InBody(in ReadOnlySequence<byte> body)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = int.MaxValue });
        ulong user = 0;
        try
        {
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool isKey = reader.ValueTextEquals("prompt_cache_key"u8), isUser = user == 0 && reader.ValueTextEquals("user"u8);
                reader.Read();
                ulong session = isKey || isUser ? Text(ref reader) : 0;
                if (isKey && session != 0)
                    return session;
                user = isUser ? session : user;
                reader.Skip();
            }
        }
        // The scanner looks no deeper than it must: what is no JSON inside, or half a character, is for the model server to refuse.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return user;
        }
        return user;
    }

    private static ulong Text(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
            return 0;
        if (!reader.HasValueSequence && !reader.ValueIsEscaped)
            return Of(reader.ValueSpan);
        byte[] text = new byte[reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length];
        return Of(text.AsSpan(0, reader.CopyString(text)));
    }
}
