using System.Diagnostics.CodeAnalysis;
using Tag = System.Collections.Generic.KeyValuePair<string, object?>;

namespace Edge.Telemetry.Exposition;

/// <summary>
/// Sets of tags are equal when they have the same tags, in whatever order. A dictionary with it finds a set by the span in which a measurement
/// brings its tags, so that a known set costs no allocation.
/// </summary>
internal sealed class TagComparer : IEqualityComparer<Tag[]>, IAlternateEqualityComparer<ReadOnlySpan<Tag>, Tag[]>
{
    /// <inheritdoc/>
    public bool Equals(Tag[]? x, Tag[]? y) => x is null ? y is null : y is not null && Equals(x.AsSpan(), y);

    /// <inheritdoc/>
    public int GetHashCode([DisallowNull] Tag[] obj) => GetHashCode(obj.AsSpan());

    /// <inheritdoc/>
    public bool Equals(ReadOnlySpan<Tag> alternate, Tag[] other)
    {
        if (alternate.Length != other.Length)
            return false;
        for (int i = 0; i < other.Length; i++)
        {
            if (!AreSame(alternate[i], other[i]))
                return Holds(alternate, other) && Holds(other, alternate);
        }
        return true;
    }

    /// <inheritdoc/>
    public int GetHashCode(ReadOnlySpan<Tag> alternate)
    {
        int hash = 0;
        foreach (Tag tag in alternate)
            hash += HashCode.Combine(tag.Key, tag.Value);
        return hash;
    }

    /// <inheritdoc/>
    public Tag[] Create(ReadOnlySpan<Tag> alternate) => alternate.ToArray();

    private static bool Holds(ReadOnlySpan<Tag> all, ReadOnlySpan<Tag> some)
    {
        foreach (Tag tag in some)
        {
            bool isThere = false;
            foreach (Tag other in all)
                isThere |= AreSame(tag, other);
            if (!isThere)
                return false;
        }
        return true;
    }

    private static bool AreSame(Tag one, Tag other) => one.Key == other.Key && object.Equals(one.Value, other.Value);
}
