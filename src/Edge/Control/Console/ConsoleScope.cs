namespace Edge.Control.Console;

/// <summary>What a client may see: what is of the account of its key, or all.</summary>
/// <param name="Account">The account; null for all.</param>
internal readonly record struct ConsoleScope(string? Account)
{
    /// <summary>Whether a router or deployment of this full name is to be seen.</summary>
    internal bool Has(string fullName) =>
        Account is null || (fullName.StartsWith("accounts/", StringComparison.Ordinal)
            && fullName.AsSpan("accounts/".Length).StartsWith(Account, StringComparison.Ordinal)
            && fullName.AsSpan("accounts/".Length + Account.Length).StartsWith("/", StringComparison.Ordinal));
}
