using System.Collections.Immutable;
using ConfigSync.Resources.Syntax;

namespace ConfigSync.Resources.Reading;

/// <summary>Reads <c>telemetry.otlp</c>.</summary>
internal static class OtlpReader
{
    /// <summary>More fields than any receiver asks for.</summary>
    private const int MaxHeaders = 32;

    /// <summary>Longest name of a service; what receivers show of one is shorter.</summary>
    private const int MaxName = 255;

    private const string Example = "Write one such as \"http://127.0.0.1:4317\" or \"https://otlp.example.com\".";

    /// <summary>The section, or null after an error.</summary>
    internal static OtlpConfig? Read(ReadContext context, DocumentNode node)
    {
        if (ObjectReader.Open(context, node, FieldNames.Otlp) is not { } section)
            return null;
        Uri? endpoint = section.Require("endpoint", "\"http://127.0.0.1:4317\"", static (c, n) => UrlValue.Read(c, n, "headers", Example));
        var defaults = new OtlpConfig(endpoint!);
        var config = defaults with
        {
            Protocol = section.Get("protocol", defaults.Protocol, Protocol),
            Headers = section.Get("headers", defaults.Headers, Headers),
            Traces = section.Get("traces", defaults.Traces, FlagValue.Read),
            Metrics = section.Get("metrics", defaults.Metrics, FlagValue.Read),
            Sampling = section.Get("sampling", defaults.Sampling, Share),
            Slow = section.Get("slow", defaults.Slow, DurationValue.ReadOrOff),
            ServiceName = section.Get("serviceName", defaults.ServiceName, Name),
        };
        return endpoint is null ? null : config;
    }

    private static OtlpProtocol Protocol(ReadContext context, DocumentNode node)
    {
        switch (TextValue.Read(context, node))
        {
            case null or "grpc":
                return OtlpProtocol.Grpc;
            case "http":
                return OtlpProtocol.Http;
            default:
                context.Error(node, $"'protocol' cannot be {Quoted.Of(node.Text)}", "Write \"grpc\" or \"http\".");
                return default;
        }
    }

    private static ImmutableArray<OtlpHeader> Headers(ReadContext context, DocumentNode node)
    {
        if (node.Kind != DocumentKind.Object)
        {
            context.WrongKind(node, "an object");
            return [];
        }
        if (node.Children.Count > MaxHeaders)
            context.Error(node, $"'headers' has more than {MaxHeaders} fields", "Take some out.");
        var headers = ImmutableArray.CreateBuilder<OtlpHeader>();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (DocumentNode field in node.Children)
        {
            if (FieldNameValue.Problem(field.Name!) is { } problem)
                context.ErrorAtName(field, $"{Quoted.Of(field.Name!)} {problem}", "Write one such as \"Authorization\" or \"x-api-key\".");
            else if (!seen.Add(field.Name!))
                context.ErrorAtName(field, $"'{field.Name}' stands here twice", "Keep one of them.");
            else if (SecretValue.Read(context, field) is { } value)
                headers.Add(new OtlpHeader(field.Name!, value));
        }
        return headers.ToImmutable();
    }

    private static double Share(ReadContext context, DocumentNode node)
    {
        if (AmountValue.Read(context, node) is not { } share)
            return 0;
        if (share > 1)
            context.Error(node, $"{node.Label} is out of range", "Write a share from 0 to 1, such as 0.01 for one request in a hundred.");
        return share;
    }

    private static string Name(ReadContext context, DocumentNode node)
    {
        string name = TextValue.Read(context, node) ?? "";
        if (node.Kind == DocumentKind.String && (name.Trim().Length == 0 || name.Length > MaxName || name.Any(char.IsControl)))
            context.Error(node, "'serviceName' is not a name", $"Write 1 to {MaxName} characters, such as \"edge\".");
        return name;
    }
}
