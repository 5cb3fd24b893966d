using System.Net;
using ConfigSync.Resources.Syntax;

namespace ConfigSync.Resources.Reading;

/// <summary>An address of <c>listen</c> and where it was written.</summary>
/// <param name="Name">The property.</param>
/// <param name="Address">The address.</param>
/// <param name="Node">Its place; null for a default.</param>
/// <param name="ForCallers">Whether callers of models come in there.</param>
internal sealed record Listener(string Name, IPEndPoint Address, DocumentNode? Node, bool ForCallers)
{
    /// <summary>Whether both would bind the same port of the same interface. The IPv6 wildcard takes IPv4 too; port 0 is never the same.</summary>
    internal bool Overlaps(Listener other) =>
        Address.Port != 0 && Address.Port == other.Address.Port
        && (Covers(Address.Address, other.Address.Address) || Covers(other.Address.Address, Address.Address));

    private static bool Covers(IPAddress a, IPAddress b) =>
        a.Equals(b) || a.Equals(IPAddress.IPv6Any) || (a.Equals(IPAddress.Any) && a.AddressFamily == b.AddressFamily);
}
