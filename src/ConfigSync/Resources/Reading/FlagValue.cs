using ConfigSync.Resources.Syntax;

namespace ConfigSync.Resources.Reading;

/// <summary><c>true</c> or <c>false</c>.</summary>
internal static class FlagValue
{
    /// <summary>The flag; false after an error.</summary>
    internal static bool Read(ReadContext context, DocumentNode node)
    {
        if (node.Kind is not (DocumentKind.True or DocumentKind.False))
            context.WrongKind(node, "true or false");
        return node.Kind == DocumentKind.True;
    }
}
