namespace Edge.Mock.Wire;

/// <summary>The head of a request, every field as it came. Immutable.</summary>
/// <param name="Method">The method, case kept.</param>
/// <param name="Target">The request target with its query.</param>
/// <param name="Fields">The fields, in order.</param>
internal sealed record MockHead(string Method, string Target, IReadOnlyList<MockField> Fields)
{
    /// <summary>The target without its query.</summary>
    internal string Path => Target.IndexOf('?') is int query and >= 0 ? Target[..query] : Target;

    /// <summary>Whether the client asks for the connection to end with this answer.</summary>
    internal bool Close => HasToken("connection", "close");

    /// <summary>Whether the client waits for a <c>100 Continue</c> before it sends the body.</summary>
    internal bool ExpectsContinue => HasToken("expect", "100-continue");

    /// <summary>The first value of a field, or null.</summary>
    internal string? Get(string name)
    {
        foreach (MockField field in Fields)
        {
            if (field.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return field.Value;
        }
        return null;
    }

    /// <summary>How often a field stands in the head.</summary>
    internal int Count(string name)
    {
        int count = 0;
        foreach (MockField field in Fields)
        {
            if (field.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                count++;
        }
        return count;
    }

    private bool HasToken(string name, string token)
    {
        foreach (MockField field in Fields)
        {
            if (!field.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                continue;
            foreach (string part in field.Value.Split(',', StringSplitOptions.TrimEntries))
            {
                if (part.Equals(token, StringComparison.OrdinalIgnoreCase))
                    return true;
            }
        }
        return false;
    }
}
