using System.Diagnostics.CodeAnalysis;
using ConfigSync.Snapshots;

namespace Edge.Access;

/// <summary>Who calls.</summary>
/// <param name="Account">Whom the caller acts for; null for nobody.</param>
/// <param name="Key">The name of the caller's key, never the key; null without one.</param>
internal readonly record struct CallerIdentity(AccountModel? Account, string? Key)
{
    /// <summary>Whether it is somebody.</summary>
    [MemberNotNullWhen(true, nameof(Account))]
    internal bool IsKnown => Account is not null;
}
