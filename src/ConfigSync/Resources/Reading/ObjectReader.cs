using System.Diagnostics;
using ConfigSync.Resources.Syntax;

namespace ConfigSync.Resources.Reading;

/// <summary>The properties of one object, after those that are unknown or doubled were listed. The first of a doubled name counts.</summary>
internal sealed class ObjectReader
{
    private readonly ReadContext _context;
    private readonly string[] _names;
    // Beside the name it has: names are few, and a hundred thousand documents are read at once.
    private readonly DocumentNode?[] _properties;

    private ObjectReader(ReadContext context, DocumentNode node, string[] names)
    {
        _context = context;
        _names = names;
        _properties = new DocumentNode?[names.Length];
        Node = node;
        foreach (DocumentNode property in node.Children)
            Add(property);
    }

    /// <summary>The object itself.</summary>
    internal DocumentNode Node { get; }

    /// <summary>The property <paramref name="name"/>, or null where it is absent.</summary>
    internal DocumentNode? this[string name]
    {
        get
        {
            int at = Array.IndexOf(_names, name);
            Debug.Assert(at >= 0, "every name that is read is known");
            return _properties[at];
        }
    }

    /// <summary>Opens <paramref name="node"/>; null, and an error, when it is no object.</summary>
    internal static ObjectReader? Open(ReadContext context, DocumentNode node, string[] names)
    {
        if (node.Kind == DocumentKind.Object)
            return new ObjectReader(context, node, names);
        context.WrongKind(node, "an object");
        return null;
    }

    /// <summary>The property <paramref name="name"/> as <paramref name="read"/> has it, or <paramref name="fallback"/> where it is absent.</summary>
    internal T Get<T>(string name, T fallback, Func<ReadContext, DocumentNode, T> read) =>
        this[name] is { } node ? read(_context, node) : fallback;

    /// <summary>Like <see cref="Get"/>, and a written <c>null</c> is null.</summary>
    internal T? GetOrNull<T>(string name, T? fallback, Func<ReadContext, DocumentNode, T?> read)
    {
        if (this[name] is not { } node)
            return fallback;
        return node.Kind == DocumentKind.Null ? default : read(_context, node);
    }

    /// <summary>The property <paramref name="name"/> as <paramref name="read"/> has it; where it is absent, an error and the default of the type.</summary>
    /// <param name="name">The property.</param>
    /// <param name="example">A value that would do, as JSON.</param>
    /// <param name="read">Reads it.</param>
    internal T? Require<T>(string name, string example, Func<ReadContext, DocumentNode, T?> read)
    {
        if (this[name] is { } node)
            return read(_context, node);
        _context.Error(Node, $"'{name}' is missing", $"Add \"{name}\": {example}.");
        return default;
    }

    private void Add(DocumentNode property)
    {
        string name = property.Name!;
        if (_context.IsFull)
            return;
        int at = Array.IndexOf(_names, name);
        if (at < 0)
        {
            string known = $"Known here: {string.Join(", ", _names)}.";
            _context.ErrorAtName(property, $"{Quoted.Of(name)} is not a known property", Nearest.Suggest(Nearest.Find(name, _names), known));
        }
        else if (_properties[at] is { } first)
        {
            _context.ErrorAtName(property, $"'{name}' stands here twice, first on line {_context.Line(first)}", "Keep one of them.");
        }
        else
        {
            _properties[at] = property;
        }
    }
}
