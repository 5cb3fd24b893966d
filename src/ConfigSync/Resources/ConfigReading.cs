using System.Collections.Immutable;

namespace ConfigSync.Resources;

/// <summary>What one look at a configuration document found: a whole configuration, or every mistake in it.</summary>
/// <param name="Config">The configuration; null when there is any error.</param>
/// <param name="Errors">All mistakes, by place; at most <see cref="ConfigDocument.MaxErrors"/>.</param>
public sealed record ConfigReading(EdgeConfig? Config, ImmutableArray<ConfigError> Errors)
{
    /// <summary>What works but is hardly meant, by place; of the same shape as the errors and bounded like them. Empty beside errors.</summary>
    public ImmutableArray<ConfigError> Warnings { get; init; } = [];

    /// <summary>Whether the file itself could not be read, so that nothing is known of what it says.</summary>
    public bool IsUnreadable { get; init; }
}
