using ConfigSync.Resources;

namespace Edge.Hosting;

/// <summary>Whether two versions of <c>listen</c> say the same; arrays are compared by what they hold.</summary>
internal static class SameListen
{
    internal static bool Equal(ListenConfig a, ListenConfig b) =>
        a.CorsOrigins.SequenceEqual(b.CorsOrigins) && a.TrustedProxies.SequenceEqual(b.TrustedProxies)
        && a with { CorsOrigins = b.CorsOrigins, TrustedProxies = b.TrustedProxies } == b;
}
