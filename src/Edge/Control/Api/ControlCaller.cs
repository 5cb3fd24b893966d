using ConfigSync.Resources;

namespace Edge.Control.Api;

/// <summary>Who calls the control API.</summary>
/// <param name="Account">The account the key belongs to; null for whoever reaches an address that nobody else can, while there is no key: any.</param>
/// <param name="Name">What resources say of their creator.</param>
/// <param name="Scopes">What the key allows.</param>
internal sealed record ControlCaller(string? Account, string Name, KeyScopes Scopes)
{
    /// <summary>Somebody on this machine, while there is no key that would be asked for.</summary>
    internal static readonly ControlCaller Local = new(null, "local", KeyScopes.Read | KeyScopes.Write);

    /// <summary>The console in a browser of this machine, while there is no key that would be asked for. It shows things and changes none.</summary>
    internal static readonly ControlCaller Page = new(null, "console", KeyScopes.Read);

    /// <summary>Whether it may change things.</summary>
    internal bool MayWrite => (Scopes & KeyScopes.Write) != 0;

    /// <summary>Whether it may look at things; who may change them may.</summary>
    internal bool MayRead => (Scopes & (KeyScopes.Read | KeyScopes.Write)) != 0;
}
