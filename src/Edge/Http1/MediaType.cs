using System.Text;

namespace Edge.Http1;

/// <summary>Reads Content-Type as far as Edge cares.</summary>
internal static class MediaType
{
    /// <summary>
    /// <c>media-type = type "/" subtype parameters</c>, <c>parameters = *( OWS ";" OWS [ parameter ] )</c> (RFC 9110 §8.3.1):
    /// whether type and subtype, without regard to case, are <c>text/event-stream</c>.
    /// </summary>
    internal static bool IsEventStream(ReadOnlySpan<byte> value)
    {
        int semicolon = value.IndexOf((byte)';');
        ReadOnlySpan<byte> type = semicolon < 0 ? value : FieldRules.TrimSpace(value[..semicolon]);
        return Ascii.EqualsIgnoreCase(type, "text/event-stream"u8);
    }

    /// <summary>The same for <c>application/json</c> and whatever is built upon it (<c>+json</c>, RFC 6838 §4.2.8).</summary>
    internal static bool IsJson(ReadOnlySpan<byte> value)
    {
        int semicolon = value.IndexOf((byte)';');
        ReadOnlySpan<byte> type = FieldRules.TrimSpace(semicolon < 0 ? value : value[..semicolon]);
        return Ascii.EqualsIgnoreCase(type, "application/json"u8) || (type.Length >= 5 && Ascii.EqualsIgnoreCase(type[^5..], "+json"u8));
    }
}
