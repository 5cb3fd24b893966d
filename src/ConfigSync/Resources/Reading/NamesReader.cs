using System.Collections.Immutable;
using ConfigSync.Resources.Syntax;

namespace ConfigSync.Resources.Reading;

/// <summary>Reads the <c>names</c> of a router or deployment.</summary>
internal static class NamesReader
{
    /// <summary>The names, each once in the account.</summary>
    internal static ImmutableArray<string> Read(ReadContext context, Catalog catalog, string? account, DocumentNode? node) =>
        node is null ? [] : ReadAll(context, catalog, account, node);

    private static ImmutableArray<string> ReadAll(ReadContext context, Catalog catalog, string? account, DocumentNode node) =>
        ListValue.Read(context, node, (c, item) =>
        {
            string? name = NameValue.Read(c, item);
            if (name is not null)
                catalog.AddName(account, name, item);
            return name;
        });
}
