using ConfigSync.Resources.Syntax;

namespace ConfigSync.Resources.Reading;

/// <summary>Where further replicas are found.</summary>
internal static class DiscoveryReader
{
    /// <summary>Longest name in DNS, written with dots.</summary>
    private const int MaxName = 253;

    /// <summary>Reads it; null after an error.</summary>
    internal static DiscoveryConfig? Read(ReadContext context, DocumentNode node)
    {
        if (ObjectReader.Open(context, node, FieldNames.Discovery) is not { } section)
            return null;
        string? dns = section.Require("dns", "\"models.default.svc.cluster.local\"", Name);
        int? port = section.GetOrNull<int?>("port", null, (c, n) => (int)IntegerValue.Read(c, n, 1, ushort.MaxValue));
        TimeSpan interval = section.Get("interval", DiscoveryConfig.DefaultInterval, DurationValue.Read);
        if (dns is null)
            return null;
        var discovery = new DiscoveryConfig(dns, port, interval);
        if (port is null && !discovery.IsService)
            context.Error(section.Node, "'port' is missing", "Write the port that the replicas listen on, or the name of a service such as \"_http._tcp.models.example\".");
        return discovery;
    }

    private static string? Name(ReadContext context, DocumentNode node)
    {
        if (TextValue.Read(context, node) is not { } text)
            return null;
        string[] labels = (text.EndsWith('.') ? text[..^1] : text).Split('.');
        if (text.Length <= MaxName && labels.All(IsLabel))
            return text;
        context.Error(node, $"{node.Label} is not a name in DNS", "Write letters, digits, - and _ with dots between, such as \"models.default.svc.cluster.local\".");
        return null;
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= 63 && label.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') && label[0] != '-' && label[^1] != '-';
}
