using System.Net;

namespace Edge.Hosting;

/// <summary>
/// An address of this process alone, on which Kestrel "listens" for connections that a loop accepted and gives away
/// (<see cref="HandoverListenerFactory"/>). Two of the same name are equal.
/// </summary>
/// <param name="name">What kind of connection it is, such as <c>http1</c>.</param>
internal sealed class HandoverEndPoint(string name) : EndPoint
{
    /// <summary>What kind of connection it is.</summary>
    internal string Name => name;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is HandoverEndPoint other && other.Name == Name;

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
