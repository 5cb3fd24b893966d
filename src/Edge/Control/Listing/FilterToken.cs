namespace Edge.Control.Listing;

/// <summary>What a piece of a filter is.</summary>
internal enum FilterTokenKind
{
    /// <summary>A word without quotes: a field, a value, <c>AND</c>.</summary>
    Word,

    /// <summary>A text in quotes, without them and their escapes.</summary>
    Text,

    /// <summary><c>= != &lt; &lt;= &gt; &gt;= :</c></summary>
    Comparator,

    /// <summary><c>(</c></summary>
    Open,

    /// <summary><c>)</c></summary>
    Close,

    /// <summary><c>-</c> right before a restriction: not.</summary>
    Minus,

    /// <summary>Nothing more.</summary>
    End,
}

/// <summary>A piece of a filter.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">What it says.</param>
/// <param name="Offset">Where it begins, in characters from 0.</param>
internal readonly record struct FilterToken(FilterTokenKind Kind, string Text, int Offset);
