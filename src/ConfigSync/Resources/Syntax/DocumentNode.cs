using System.Text;

namespace ConfigSync.Resources.Syntax;

/// <summary>A JSON value that knows its place. Immutable once the document is parsed.</summary>
internal sealed class DocumentNode
{
    private List<DocumentNode>? _children;

    /// <summary>The object or array it stands in; null for the root.</summary>
    internal DocumentNode? Parent { get; init; }

    /// <summary>Its name where the parent is an object; else null.</summary>
    internal string? Name { get; init; }

    /// <summary>Its position in the parent, from 0.</summary>
    internal int Index { get; init; }

    /// <summary>What it is.</summary>
    internal required DocumentKind Kind { get; init; }

    /// <summary>Where the value begins, in bytes.</summary>
    internal required int Offset { get; init; }

    /// <summary>Where its name begins, or the value where it has none, in bytes.</summary>
    internal required int NameOffset { get; init; }

    /// <summary>The string without escapes, or the number as written; else empty.</summary>
    internal string Text { get; init; } = "";

    /// <summary>What the object or array holds, in order.</summary>
    internal IReadOnlyList<DocumentNode> Children => _children ?? (IReadOnlyList<DocumentNode>)[];

    /// <summary>JSON pointer of the value (RFC 6901): <c>~</c> and <c>/</c> in names are <c>~0</c> and <c>~1</c>.</summary>
    internal string Pointer
    {
        get
        {
            var steps = new Stack<DocumentNode>();
            for (DocumentNode node = this; node.Parent is not null; node = node.Parent)
                steps.Push(node);
            var pointer = new StringBuilder();
            foreach (DocumentNode step in steps)
            {
                pointer.Append('/');
                if (step.Name is { } name)
                    pointer.Append(name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal));
                else
                    pointer.Append(step.Index);
            }
            return pointer.ToString();
        }
    }

    /// <summary>What sentences call it: <c>'data'</c>, <c>'names[1]'</c>, or "the document" for the root.</summary>
    internal string Label => Parent is null ? "the document" : $"'{Path}'";

    /// <summary>Adds what comes next in the object or array; called by the parser alone.</summary>
    internal void Add(DocumentNode child) => (_children ??= []).Add(child);

    private string Path => Name ?? (Parent is null ? "" : $"{Parent.Path}[{Index}]");
}
