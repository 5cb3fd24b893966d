namespace Edge.Cli.Client;

/// <summary>Which resource of a collection is meant.</summary>
/// <param name="Account">The account that owns it.</param>
/// <param name="Collection">Such as <c>routers</c>.</param>
/// <param name="Id">Its id in that account.</param>
internal sealed record ResourceName(string Account, string Collection, string Id)
{
    /// <summary>The full name.</summary>
    public override string ToString() => $"accounts/{Account}/{Collection}/{Id}";

    /// <summary>Reads an id or a full name; null when <paramref name="text"/> is neither. What ids may look like is up to the server.</summary>
    internal static ResourceName? Parse(string text, string account, string collection)
    {
        string[] parts = text.Split('/');
        return parts switch
        {
            [var id] when IsPart(id) => new ResourceName(account, collection, id),
            ["accounts", var owner, var among, var id] when among == collection && IsPart(owner) && IsPart(id) => new ResourceName(owner, collection, id),
            _ => null,
        };
    }

    /// <summary>Whether a path can have <paramref name="text"/> between two slashes and mean it.</summary>
    internal static bool IsPart(string text) => text is not ("" or "." or "..") && !text.Contains('/');

    /// <summary>The last part of a full name; an id as it is.</summary>
    internal static string Short(string name) => name[(name.LastIndexOf('/') + 1)..];
}
