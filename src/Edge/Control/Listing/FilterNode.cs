using System.Text.Json;

namespace Edge.Control.Listing;

/// <summary>A condition over a printed resource. Immutable.</summary>
internal abstract record FilterNode
{
    /// <summary>Whether it holds.</summary>
    internal abstract bool Holds(JsonElement resource);
}

/// <summary>All of several.</summary>
internal sealed record AllOf(IReadOnlyList<FilterNode> Parts) : FilterNode
{
    /// <inheritdoc/>
    internal override bool Holds(JsonElement resource) => Parts.All(part => part.Holds(resource));
}

/// <summary>One of several.</summary>
internal sealed record AnyOf(IReadOnlyList<FilterNode> Parts) : FilterNode
{
    /// <inheritdoc/>
    internal override bool Holds(JsonElement resource) => Parts.Any(part => part.Holds(resource));
}

/// <summary>The opposite.</summary>
internal sealed record Not(FilterNode Part) : FilterNode
{
    /// <inheritdoc/>
    internal override bool Holds(JsonElement resource) => !Part.Holds(resource);
}

/// <summary>A field compared with a value. Over several values of one field it holds when it holds for one; <c>!=</c> when it does for all.</summary>
internal sealed record Restriction(FieldPath Field, string Comparator, FilterValue Value) : FilterNode
{
    /// <inheritdoc/>
    internal override bool Holds(JsonElement resource)
    {
        IEnumerable<JsonElement> values = Field.Of(resource);
        return Comparator switch
        {
            ":" => values.Any(Value.IsIn),
            "!=" => !values.Any(Value.IsEqual),
            "=" => values.Any(Value.IsEqual),
            _ => values.Any(value => Value.Compare(value) is { } order && IsOrdered(order)),
        };
    }

    private bool IsOrdered(int order) => Comparator switch
    {
        "<" => order < 0,
        "<=" => order <= 0,
        ">" => order > 0,
        _ => order >= 0,
    };
}
