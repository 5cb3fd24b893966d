using ConfigSync.Resources.Syntax;

namespace ConfigSync.Resources.Reading;

/// <summary>The model that a deployment serves: <c>accounts/{a}/models/{m}</c>, or any other name.</summary>
internal static class BaseModelValue
{
    /// <summary>Reads it; null after an error.</summary>
    internal static string? Read(ReadContext context, DocumentNode node)
    {
        if (NameValue.Read(context, node) is not { } text)
            return null;
        // Names that begin like this are those of resources, and no deployment may take the place of one.
        if (!text.StartsWith("accounts/", StringComparison.Ordinal) || text.Split('/') is [_, { Length: > 0 }, "models", { Length: > 0 }])
            return text;
        context.Error(node, $"{node.Label} is not the name of a model", "Write accounts/{account}/models/{model}, or a name that does not begin with accounts/.");
        return null;
    }
}
