using System.Collections.Immutable;

namespace ConfigSync.Resources;

/// <summary>What one look at a stored document found: a resource, or every mistake in it.</summary>
/// <param name="Resource">The resource; null when there is any error.</param>
/// <param name="Errors">All mistakes, by place; at most <see cref="ConfigDocument.MaxErrors"/>.</param>
public readonly record struct ResourceReading(StoredResource? Resource, ImmutableArray<ConfigError> Errors);
