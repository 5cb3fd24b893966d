using System.Collections.Immutable;
using ConfigSync.Resources.Syntax;

namespace ConfigSync.Resources.Reading;

/// <summary>An array of values of one kind.</summary>
internal static class ListValue
{
    /// <summary>
    /// The items as <paramref name="read"/> has them; those it refuses (null) are left out, their errors are listed. Where no more
    /// errors would be, reading ends: nothing comes of it.
    /// </summary>
    internal static ImmutableArray<T> Read<T>(ReadContext context, DocumentNode? node, Func<ReadContext, DocumentNode, T?> read) where T : class
    {
        IReadOnlyList<DocumentNode> items = Items(context, node);
        if (items.Count == 0)
            return [];
        var values = ImmutableArray.CreateBuilder<T>(items.Count);
        for (int i = 0; i < items.Count && !context.IsFull; i++)
        {
            if (read(context, items[i]) is { } value)
                values.Add(value);
        }
        return values.DrainToImmutable();
    }

    /// <summary>Like <see cref="Read"/>, and an empty array is an error.</summary>
    /// <param name="context">The document.</param>
    /// <param name="node">The array.</param>
    /// <param name="example">An item that would do, as JSON.</param>
    /// <param name="read">Reads an item.</param>
    internal static ImmutableArray<T> ReadSome<T>(ReadContext context, DocumentNode node, string example, Func<ReadContext, DocumentNode, T?> read) where T : class
    {
        if (node is { Kind: DocumentKind.Array, Children.Count: 0 })
            context.Error(node, $"{node.Label} is empty", $"Write at least one entry, such as {example}.");
        return Read(context, node, read);
    }

    /// <summary>The items; none, and an error, when <paramref name="node"/> is no array. Absent is empty.</summary>
    internal static IReadOnlyList<DocumentNode> Items(ReadContext context, DocumentNode? node)
    {
        if (node is null)
            return [];
        if (node.Kind == DocumentKind.Array)
            return node.Children;
        context.WrongKind(node, "an array");
        return [];
    }
}
