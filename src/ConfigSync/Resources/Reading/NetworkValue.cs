using System.Net;
using ConfigSync.Resources.Syntax;

namespace ConfigSync.Resources.Reading;

/// <summary>A network in CIDR notation (RFC 4632): <c>10.0.0.0/8</c>, <c>fd00::/8</c>. What is set after the prefix is not looked at.</summary>
internal static class NetworkValue
{
    /// <summary>The network, or null after an error.</summary>
    internal static IPNetwork? Read(ReadContext context, DocumentNode node)
    {
        if (TextValue.Read(context, node) is not { } text)
            return null;
        if (IPNetwork.TryParse(text, out IPNetwork network))
            return network;
        context.Error(node, $"{node.Label} is not a network", "Write address/bits, such as \"10.0.0.0/8\", or \"10.1.2.3/32\" for one address.");
        return null;
    }
}
