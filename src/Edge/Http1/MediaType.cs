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
}
