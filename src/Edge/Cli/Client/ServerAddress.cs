using System.Diagnostics.CodeAnalysis;

namespace Edge.Cli.Client;

/// <summary>The address of a control API, such as <c>http://127.0.0.1:8081</c>; a path before <c>/v1</c> may follow.</summary>
internal static class ServerAddress
{
    /// <summary>Whether <paramref name="text"/> is one.</summary>
    internal static bool TryParse(string text, [NotNullWhen(true)] out Uri? address) =>
        Uri.TryCreate(text, UriKind.Absolute, out address)
        && address.Scheme is "http" or "https"
        && address.Host.Length > 0
        && address.UserInfo.Length == 0
        && address.Query.Length == 0
        && address.Fragment.Length == 0;
}
