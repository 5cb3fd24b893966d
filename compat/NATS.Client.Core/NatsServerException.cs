using System.Diagnostics.CodeAnalysis;

namespace NATS.Client.Core;

/// <summary>The server refused a connection.</summary>
public sealed class NatsServerException : NatsException
{
    private static readonly string[] AuthErrors =
        ["authorization violation", "user authentication expired", "user authentication revoked", "account authentication expired"];

    /// <summary>Makes one.</summary>
    /// <param name="error">The server's words.</param>
    [SuppressMessage("Globalization", "CA1308:Normalize strings to uppercase", Justification = "The official client tells it in lower case.")]
    public NatsServerException(string error)
        : base($"The server reports: {error}")
    {
        ArgumentNullException.ThrowIfNull(error);
        Error = error.ToLowerInvariant();
        IsAuthError = Array.Exists(AuthErrors, text => Error.Contains(text, StringComparison.Ordinal));
    }

    /// <summary>The server's words, in lower case.</summary>
    public string Error { get; }

    /// <summary>Whether it is about credentials.</summary>
    public bool IsAuthError { get; }
}
