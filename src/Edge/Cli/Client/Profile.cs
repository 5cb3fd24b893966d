namespace Edge.Cli.Client;

/// <summary>What one profile of the file says; null where it says nothing.</summary>
/// <param name="Place">The file and the profile's name, for messages.</param>
/// <param name="Server">Where the control API is.</param>
/// <param name="AccountId">The account to work in.</param>
/// <param name="ApiKey">The key to send.</param>
internal sealed record Profile(string Place, string? Server = null, string? AccountId = null, string? ApiKey = null)
{
    /// <summary>Without the key, which is never printed.</summary>
    public override string ToString() => Place;
}
