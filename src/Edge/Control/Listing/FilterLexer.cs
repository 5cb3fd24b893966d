using System.Text;

namespace Edge.Control.Listing;

/// <summary>Cuts a filter into pieces (<see href="https://google.aip.dev/160"/>).</summary>
/// <param name="text">The filter.</param>
internal sealed class FilterLexer(string text)
{
    private const string Special = "()=!<>:\"'";
    private int _at;

    /// <summary>Why the last piece is none; null as long as all are.</summary>
    internal string? Problem { get; private set; }

    /// <summary>The next piece; the end also behind a problem.</summary>
    internal FilterToken Next()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
            _at++;
        int start = _at;
        if (_at == text.Length || Problem is not null)
            return new FilterToken(FilterTokenKind.End, "", start);
        char c = text[_at];
        switch (c)
        {
            case '(':
                return Take(FilterTokenKind.Open, 1);
            case ')':
                return Take(FilterTokenKind.Close, 1);
            case '"' or '\'':
                return Quoted(c);
            case '-' when IsMinus():
                return Take(FilterTokenKind.Minus, 1);
            case '=' or ':':
                return Take(FilterTokenKind.Comparator, 1);
            case '<' or '>':
                return Take(FilterTokenKind.Comparator, IsAt(1, '=') ? 2 : 1);
            case '!' when IsAt(1, '='):
                return Take(FilterTokenKind.Comparator, 2);
            case '!':
                return Fail($"'!' at {start} is no operator; write != or NOT");
        }
        while (_at < text.Length && !char.IsWhiteSpace(text[_at]) && !Special.Contains(text[_at], StringComparison.Ordinal))
            _at++;
        return new FilterToken(FilterTokenKind.Word, text[start.._at], start);
    }

    /// <summary>The next piece as the value behind a comparator, where a word may have colons and signs in it: <c>2026-01-01T00:00:00Z</c>.</summary>
    internal FilterToken NextValue()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
            _at++;
        if (_at == text.Length || Problem is not null || text[_at] is '"' or '\'' or '(' or ')' or '=' or '<' or '>' or '!' or ':')
            return Next();
        int start = _at;
        while (_at < text.Length && !char.IsWhiteSpace(text[_at]) && text[_at] is not ('(' or ')' or '"' or '\''))
            _at++;
        return new FilterToken(FilterTokenKind.Word, text[start.._at], start);
    }

    /// <summary>A minus before a field or a group says not; one before a digit belongs to a number.</summary>
    private bool IsMinus() => _at + 1 < text.Length && (char.IsLetter(text[_at + 1]) || text[_at + 1] is '_' or '(' or '"');

    private bool IsAt(int ahead, char c) => _at + ahead < text.Length && text[_at + ahead] == c;

    private FilterToken Take(FilterTokenKind kind, int length)
    {
        int start = _at;
        _at += length;
        return new FilterToken(kind, text[start.._at], start);
    }

    private FilterToken Quoted(char quote)
    {
        int start = _at++;
        var value = new StringBuilder();
        for (; _at < text.Length && text[_at] != quote; _at++)
        {
            if (text[_at] == '\\' && ++_at == text.Length)
                break;
            value.Append(text[_at]);
        }
        if (_at >= text.Length)
            return Fail($"the text that begins at {start} has no end; close it with {quote}");
        _at++;
        return new FilterToken(FilterTokenKind.Text, value.ToString(), start);
    }

    private FilterToken Fail(string problem)
    {
        Problem = problem;
        _at = text.Length;
        return new FilterToken(FilterTokenKind.End, "", _at);
    }
}
