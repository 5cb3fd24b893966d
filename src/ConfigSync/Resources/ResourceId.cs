using ConfigSync.Resources.Reading;

namespace ConfigSync.Resources;

/// <summary>What ids of resources look like (specs/fireworks.md, Routers).</summary>
public static class ResourceId
{
    /// <summary>What to write in the place of one that is none, for people.</summary>
    public const string Fix = "Write 1 to 63 of a-z, 0-9 and -, not starting or ending with -.";

    /// <summary>Whether <paramref name="text"/> is one.</summary>
    public static bool IsValid(string text) => IdValue.IsId(text);

    /// <summary>Whether <paramref name="text"/> can be the id of an account: none that names of other things begin with.</summary>
    public static bool IsAccount(string text) => IdValue.IsAccount(text);
}
