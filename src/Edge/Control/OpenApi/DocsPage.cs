using System.Security.Cryptography;
using System.Text;

namespace Edge.Control.OpenApi;

/// <summary>A page of one file, and the policy under which a browser may run it: its own script and style, and requests to where it came from.</summary>
internal sealed class DocsPage
{
    /// <summary>Takes the page as it is written.</summary>
    /// <param name="html">With one script and one style inside.</param>
    internal DocsPage(string html)
    {
        Html = Encoding.UTF8.GetBytes(html);
        Policy = $"default-src 'none'; script-src {HashOf(html, "script")}; style-src {HashOf(html, "style")}; connect-src 'self'; img-src data:; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";
    }

    /// <summary>The page, in UTF-8.</summary>
    internal ReadOnlyMemory<byte> Html { get; }

    /// <summary>The value of <c>Content-Security-Policy</c>.</summary>
    internal string Policy { get; }

    private static string HashOf(string html, string element)
    {
        string opening = $"<{element}>";
        int start = html.IndexOf(opening, StringComparison.Ordinal) + opening.Length;
        int end = html.IndexOf($"</{element}>", start, StringComparison.Ordinal);
        return $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(html[start..end])))}'";
    }
}
