using ConfigSync.Resources;

namespace Edge.Hosting;

/// <summary>Whether two versions of <c>store</c> say the same; arrays are compared by what they hold.</summary>
internal static class SameStore
{
    internal static bool Equal(StoreConfig? a, StoreConfig? b)
    {
        if (a?.Nats is not { } one || b?.Nats is not { } other)
            return a == b;
        return one.Servers.SequenceEqual(other.Servers) && a with { Nats = one with { Servers = other.Servers } } == b;
    }
}
