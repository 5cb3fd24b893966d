using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ConfigSync.Resources.Syntax;

namespace ConfigSync.Resources.Reading;

/// <summary>An IP address with a port: <c>127.0.0.1:8080</c>, <c>[::1]:8080</c>. Port 0 takes any free one.</summary>
internal static class AddressValue
{
    /// <summary>The address, or null after an error.</summary>
    internal static IPEndPoint? Read(ReadContext context, DocumentNode node)
    {
        if (TextValue.Read(context, node) is not { } text)
            return null;
        if (Parse(text) is { } address)
            return address;
        context.Error(
            node,
            $"{node.Label} is not an IP address with a port",
            "Write one such as \"127.0.0.1:8080\", \"0.0.0.0:8080\" or \"[::]:8080\"; names and address-less ports are not taken.");
        return null;
    }

    /// <summary>Stricter than <see cref="IPEndPoint.TryParse(string, out IPEndPoint)"/>, which takes <c>1</c> for 0.0.0.1 and no port for 0.</summary>
    private static IPEndPoint? Parse(string text)
    {
        int colon = text.LastIndexOf(':');
        if (colon <= 0 || !IsPort(text.AsSpan(colon + 1), out ushort port))
            return null;
        string host = text[..colon];
        bool bracketed = host[0] == '[' && host[^1] == ']';
        if (bracketed)
            host = host[1..^1];
        if (host.AsSpan().IndexOfAny('[', ']', '/') >= 0 || !IPAddress.TryParse(host, out IPAddress? address))
            return null;
        bool asWritten = address.AddressFamily == AddressFamily.InterNetworkV6 ? bracketed : !bracketed && address.ToString() == host;
        return asWritten ? new IPEndPoint(address, port) : null;
    }

    private static bool IsPort(ReadOnlySpan<char> text, out ushort port) =>
        ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port);
}
