using System.Collections.Immutable;
using ConfigSync.Resources.Syntax;

namespace ConfigSync.Resources.Reading;

/// <summary>What every reader of one document shares: the world outside it, and the mistakes found so far. One thread.</summary>
/// <param name="source">The document's text.</param>
/// <param name="baseDirectory">Absolute folder that relative paths start from.</param>
/// <param name="environment">Environment variables by name.</param>
internal sealed class ReadContext(SourceText source, string baseDirectory, Func<string, string?> environment)
{
    private readonly List<(int Offset, ConfigError Error)> _errors = [];
    private readonly List<(int Offset, ConfigError Error)> _warnings = [];

    /// <summary>Absolute folder that relative paths start from.</summary>
    internal string BaseDirectory => Path.GetFullPath(baseDirectory);

    /// <summary>Whether more errors would not be listed, so that finding their words is wasted.</summary>
    internal bool IsFull => _errors.Count >= ConfigDocument.MaxErrors;

    /// <summary>The environment variable <paramref name="name"/>, or null where it is not set.</summary>
    internal string? Variable(string name) => environment(name);

    /// <summary>The line of a value, from 1, to point from one mistake at its other half.</summary>
    internal int Line(DocumentNode node) => source.Line(node.Offset);

    /// <summary>Lists a mistake at a value. <paramref name="problem"/> ends without a full stop, <paramref name="fix"/> with one.</summary>
    internal void Error(DocumentNode node, string problem, string fix) => Add(_errors, node, node.Offset, problem, fix);

    /// <summary>Lists a mistake of the document as a whole, at <paramref name="offset"/> in bytes.</summary>
    internal void ErrorAt(int offset, string problem, string fix) => Add(_errors, null, offset, problem, fix);

    /// <summary>Lists a mistake at the name of a value.</summary>
    internal void ErrorAtName(DocumentNode node, string problem, string fix) => Add(_errors, node, node.NameOffset, problem, fix);

    /// <summary>Lists a value of a kind that does not belong there.</summary>
    internal void WrongKind(DocumentNode node, string expected) =>
        Error(node, $"{node.Label} must be {expected}, not {Words(node.Kind)}", $"Write {expected}.");

    /// <summary>Lists something that works but is hardly meant.</summary>
    internal void Warn(DocumentNode node, string problem, string fix) => Add(_warnings, node, node.Offset, problem, fix);

    /// <summary>
    /// The end of reading: the configuration and its warnings, or the errors alone; beside errors a warning may be about what stood
    /// in for a refused value.
    /// </summary>
    internal ConfigReading Complete(EdgeConfig? config) =>
        _errors.Count > 0 ? new(null, ByPlace(_errors)) : new(config, []) { Warnings = ByPlace(_warnings) };

    /// <summary>The end of reading a stored document: the resource, or the errors alone.</summary>
    internal ResourceReading Complete(StoredResource? resource) => new(_errors.Count > 0 ? null : resource, ByPlace(_errors));

    private void Add(List<(int Offset, ConfigError Error)> list, DocumentNode? node, int offset, string problem, string fix)
    {
        if (list.Count >= ConfigDocument.MaxErrors)
            return;
        (int line, int column) = source.Locate(offset);
        list.Add((offset, new ConfigError(node?.Pointer ?? "", line, column, problem, fix)));
    }

    private static ImmutableArray<ConfigError> ByPlace(List<(int Offset, ConfigError Error)> list) =>
        list.Count == 0 ? [] : [.. list.OrderBy(e => e.Offset).Select(e => e.Error)];

    private static string Words(DocumentKind kind) => kind switch
    {
        DocumentKind.Object => "an object",
        DocumentKind.Array => "an array",
        DocumentKind.String => "a string",
        DocumentKind.Number => "a number",
        DocumentKind.True => "true",
        DocumentKind.False => "false",
        _ => "null",
    };
}
