using NATS.Client.Core;

namespace ConfigSync.Stores.Nats;

/// <summary>What a message in a bucket does to its key.</summary>
internal static class BucketOperation
{
    /// <summary>The header by which clients delete (<c>DEL</c>) or purge (<c>PURGE</c>) a key.</summary>
    internal const string Header = "KV-Operation";

    /// <summary>The value of <see cref="Header"/> that deletes.</summary>
    internal const string Delete = "DEL";

    /// <summary>The header by which the server says that it removed a key itself: <c>MaxAge</c>, <c>Purge</c> or <c>Remove</c>.</summary>
    private const string MarkerHeader = "Nats-Marker-Reason";

    /// <summary>Whether the key is gone after this message. Headers nobody knows leave it a document.</summary>
    internal static bool Deletes(NatsHeaders? headers) =>
        headers is not null && IsDeletion(Last(headers, Header), Last(headers, MarkerHeader));

    /// <summary>The same of headers as they went over the wire, which is how the API gives a stored message.</summary>
    internal static bool Deletes(byte[]? wire)
    {
        if (wire is null)
            return false;
        string? operation = null;
        string? marker = null;
        foreach (string line in System.Text.Encoding.ASCII.GetString(wire).Split("\r\n"))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0)
                continue;
            ReadOnlySpan<char> name = line.AsSpan(0, colon).Trim();
            if (name.Equals(Header, StringComparison.OrdinalIgnoreCase))
                operation = line[(colon + 1)..].Trim();
            else if (name.Equals(MarkerHeader, StringComparison.OrdinalIgnoreCase))
                marker = line[(colon + 1)..].Trim();
        }
        return IsDeletion(operation, marker);
    }

    private static bool IsDeletion(string? operation, string? marker) =>
        operation is Delete or "PURGE" || (operation is null && marker is "MaxAge" or "Purge" or "Remove");

    private static string? Last(NatsHeaders headers, string name) => headers.TryGetLastValue(name, out string? value) ? value : null;
}
