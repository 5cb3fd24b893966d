using System.Diagnostics.CodeAnalysis;

namespace Edge.Control.Listing;

/// <summary>
/// Reads filters of AIP-160 (<see href="https://google.aip.dev/160"/>) over the fields of one kind of resource: comparisons, <c>:</c>, <c>AND</c>,
/// <c>OR</c>, <c>NOT</c> and <c>-</c>, parentheses. <c>OR</c> binds closer than <c>AND</c>, and what stands side by side is <c>AND</c>.
/// </summary>
internal sealed class FilterParser
{
    /// <summary>Longest filter, in characters.</summary>
    internal const int MaxLength = 4096;

    /// <summary>Deepest nesting of parentheses and negations.</summary>
    internal const int MaxDepth = 32;

    private readonly FilterLexer _lexer;
    private readonly FieldTree _fields;
    private FilterToken _token;
    private string? _problem;
    private int _depth;

    private FilterParser(string text, FieldTree fields)
    {
        (_lexer, _fields) = (new FilterLexer(text), fields);
        _token = _lexer.Next();
    }

    /// <summary>Reads a filter; an empty one leaves everything in. False: <paramref name="problem"/> says for people what is wrong and where.</summary>
    internal static bool TryParse(string text, FieldTree fields, [NotNullWhen(true)] out FilterNode? filter, [NotNullWhen(false)] out string? problem)
    {
        filter = new AllOf([]);
        problem = text.Length > MaxLength ? $"it is longer than {MaxLength} characters" : null;
        if (problem is not null)
        {
            filter = null;
            return false;
        }
        var parser = new FilterParser(text, fields);
        if (parser._token.Kind != FilterTokenKind.End)
            filter = parser.Expression();
        if (parser._token.Kind != FilterTokenKind.End)
            parser.Fail($"'{parser._token.Text}' at {parser._token.Offset} stands where an operator or the end should be");
        problem = parser._lexer.Problem ?? parser._problem;
        if (problem is not null)
            filter = null;
        return problem is null;
    }

    private FilterNode? Expression()
    {
        var parts = new List<FilterNode>();
        while (Sequence() is { } part)
        {
            parts.Add(part);
            if (!Skip("AND"))
                break;
        }
        return _problem is null ? One(parts, all => new AllOf(all)) : null;
    }

    private FilterNode? Sequence()
    {
        var parts = new List<FilterNode>();
        while (Factor() is { } part)
        {
            parts.Add(part);
            if (_token.Kind is FilterTokenKind.End or FilterTokenKind.Close || IsWord("AND"))
                break;
        }
        return _problem is null ? One(parts, all => new AllOf(all)) : null;
    }

    private FilterNode? Factor()
    {
        var parts = new List<FilterNode>();
        while (Term() is { } part)
        {
            parts.Add(part);
            if (!Skip("OR"))
                break;
        }
        return _problem is null ? One(parts, all => new AnyOf(all)) : null;
    }

    private FilterNode? Term()
    {
        if (++_depth > MaxDepth)
            Fail($"it is nested deeper than {MaxDepth}");
        FilterNode? term = null;
        if (_problem is null)
            term = Skip("NOT") || Skip(FilterTokenKind.Minus) ? Negated() : Simple();
        _depth--;
        return term;
    }

    private Not? Negated() => Term() is { } part ? new Not(part) : null;

    private FilterNode? Simple()
    {
        if (!Skip(FilterTokenKind.Open))
            return Restriction();
        FilterNode? inside = Expression();
        if (_problem is null && !Skip(FilterTokenKind.Close))
            Fail($"a parenthesis is not closed before {_token.Offset}");
        return _problem is null ? inside : null;
    }

    private Restriction? Restriction()
    {
        FilterToken field = _token;
        if (field.Kind != FilterTokenKind.Word || IsWord("AND") || IsWord("OR") || IsWord("NOT"))
            return Fail($"a field is missing at {field.Offset}");
        if (_fields.Find(field.Text) is not { } path)
            return Fail($"'{field.Text}' at {field.Offset} is no field");
        Move();
        if (_token.Kind != FilterTokenKind.Comparator)
            return Fail($"'{field.Text}' at {field.Offset} is compared with nothing; write = != < <= > >= or : and a value behind it");
        string comparator = _token.Text;
        _token = _lexer.NextValue();
        if (_token.Kind is not (FilterTokenKind.Word or FilterTokenKind.Text))
            return Fail($"a value is missing at {_token.Offset}");
        var value = new FilterValue(_token.Text, _token.Kind == FilterTokenKind.Text);
        Move();
        return new Restriction(path, comparator, value);
    }

    private static FilterNode? One(List<FilterNode> parts, Func<IReadOnlyList<FilterNode>, FilterNode> join) => parts.Count switch
    {
        0 => null,
        1 => parts[0],
        _ => join(parts),
    };

    private bool IsWord(string word) => _token.Kind == FilterTokenKind.Word && _token.Text == word;

    private bool Skip(string word)
    {
        if (!IsWord(word))
            return false;
        Move();
        return true;
    }

    private bool Skip(FilterTokenKind kind)
    {
        if (_token.Kind != kind)
            return false;
        Move();
        return true;
    }

    private void Move() => _token = _lexer.Next();

    private Restriction? Fail(string problem)
    {
        _problem ??= problem;
        return null;
    }
}
