using ConfigSync.Resources.Syntax;

namespace ConfigSync.Resources.Reading;

/// <summary>
/// The field that proves Edge to an upstream: its value, or the name of a secret of the account. That is kept in the environment, as
/// <c>EDGE_SECRET_{ACCOUNT}__{NAME}</c>, so that whoever writes deployments of one account by the control API reaches no secret of another.
/// </summary>
internal static class AuthReader
{
    private const int MaxName = 64;

    private const string Prefix = "EDGE_SECRET_";

    // Names of secrets do not have it, so that the last one ends the account, whatever that is.
    private const string Between = "__";

    /// <summary>Reads it; null after an error.</summary>
    internal static UpstreamAuthConfig? Read(ReadContext context, string account, DocumentNode node)
    {
        if (ObjectReader.Open(context, node, FieldNames.Auth) is not { } section)
            return null;
        string? header = section.Require("header", "\"Authorization\"", FieldNameValue.Read);
        if (section["secretRef"] is { } reference)
        {
            if (section["value"] is { } second)
                context.Error(second, "'auth' has both 'value' and 'secretRef'", "Keep one of them.");
            return ByName(context, account, header, reference);
        }
        string? value = section.Require("value", "\"Bearer ${env:UPSTREAM_KEY}\"", SecretValue.Read);
        if (header is null || value is null)
            return null;
        string written = section["value"]!.Text;
        return new UpstreamAuthConfig(header, value) { Written = written == value ? null : written };
    }

    private static UpstreamAuthConfig? ByName(ReadContext context, string account, string? header, DocumentNode node)
    {
        if (TextValue.Read(context, node) is not { } name)
            return null;
        if (name.Length is 0 or > MaxName || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') || name.Contains(Between, StringComparison.Ordinal))
        {
            context.Error(node, $"{node.Label} is not the name of a secret", $"Write 1 to {MaxName} letters, digits and single underscores.");
            return null;
        }
        string variable = $"{Prefix}{account.Replace('-', '_')}{Between}{name}".ToUpperInvariant();
        if (context.Variable(variable) is not { } secret)
        {
            context.Error(node, $"{node.Label} needs the environment variable '{variable}', which is not set", "Set it for every edge, or name another secret.");
            return null;
        }
        if (SecretValue.Problem(secret) is { } problem)
        {
            context.Error(node, $"{node.Label}: the environment variable '{variable}' {problem}", "Set it to printable ASCII; a variable may end in a line break.");
            return null;
        }
        bool isBare = string.Equals(header, "Authorization", StringComparison.OrdinalIgnoreCase) && !secret.Contains(' ', StringComparison.Ordinal);
        return header is null ? null : new UpstreamAuthConfig(header, isBare ? $"Bearer {secret}" : secret) { SecretRef = name };
    }
}
