using System.Collections.Immutable;
using System.Net;
using ConfigSync.Resources.Syntax;

namespace ConfigSync.Resources.Reading;

/// <summary>Reads <c>listen</c>.</summary>
internal static class ListenReader
{
    /// <summary>1 TiB: nothing that fits in memory anywhere is larger.</summary>
    private const long MaxBody = 1L << 40;

    /// <summary>1 GiB: it is held in memory for each request.</summary>
    private const long MaxReplay = 1L << 30;

    /// <summary>More loops than any machine has cores for.</summary>
    private const int MaxLoops = 1024;

    /// <summary>Below 1 KiB no client gets through; above 1 MiB a head is an attack.</summary>
    private const int MinHead = 1 << 10;
    private const int MaxHead = 1 << 20;

    /// <summary>Each costs a place in a table per loop.</summary>
    private const int MaxFields = 10_000;

    /// <summary>Stands in for a refused address: it overlaps none, so that one mistake is listed once.</summary>
    private static readonly IPEndPoint Nowhere = new(IPAddress.Loopback, 0);

    /// <summary>Reads it, absent or not.</summary>
    /// <param name="context">The document.</param>
    /// <param name="node">The section, or null.</param>
    /// <param name="listeners">Every address that will be listened on.</param>
    internal static ListenConfig Read(ReadContext context, DocumentNode? node, out ImmutableArray<Listener> listeners)
    {
        var listen = new ListenConfig();
        ObjectReader? section = node is null ? null : ObjectReader.Open(context, node, FieldNames.Listen);
        if (section is not null)
            listen = Read(context, section, listen);
        listeners = [.. Listeners(section, listen)];
        CheckOverlaps(context, listeners);
        return listen;
    }

    private static ListenConfig Read(ReadContext context, ObjectReader section, ListenConfig defaults) => new()
    {
        Data = section.GetOrNull("data", defaults.Data, AddressValue.Read),
        H2c = section.GetOrNull("h2c", defaults.H2c, AddressValue.Read),
        Tls = section.GetOrNull("tls", defaults.Tls, ReadTls),
        Control = section.Get("control", defaults.Control, AddressValue.Read) ?? Nowhere,
        Metrics = section.GetOrNull("metrics", defaults.Metrics, AddressValue.Read),
        CorsOrigins = section.Get("cors", defaults.CorsOrigins, ReadCors),
        TrustedProxies = [.. ListValue.Items(context, section["trustedProxies"]).Select(item => NetworkValue.Read(context, item)).OfType<IPNetwork>()],
        MaxBodyBytes = section.Get("maxBodyBytes", defaults.MaxBodyBytes, (c, n) => SizeValue.Read(c, n, 1, MaxBody)),
        ReplayBytes = section.Get("replayBytes", defaults.ReplayBytes, (c, n) => (int)SizeValue.Read(c, n, 0, MaxReplay)),
        MaxBufferedBytes = section.Get("maxBufferedBytes", defaults.MaxBufferedBytes, (c, n) => SizeValue.Read(c, n, 0, MaxBody)),
        Drain = section.Get("drain", defaults.Drain, DurationValue.ReadOrOff),
        DrainGrace = section.Get("drainGrace", defaults.DrainGrace, DurationValue.ReadOrOff),
        Driver = section.Get("driver", defaults.Driver, DriverValue.Read),
        Loops = section.Get("loops", defaults.Loops, IntegerValue.Between(0, MaxLoops)),
        PublicControl = section.Get("publicControl", defaults.PublicControl, FlagValue.Read),
        ReusePort = section.Get("reusePort", defaults.ReusePort, FlagValue.Read),
        MaxConnections = section.Get("maxConnections", defaults.MaxConnections, IntegerValue.Between(0, int.MaxValue)),
        MaxLineBytes = section.Get("maxLineBytes", defaults.MaxLineBytes, (c, n) => (int)SizeValue.Read(c, n, MinHead, MaxHead)),
        MaxHeadBytes = section.Get("maxHeadBytes", defaults.MaxHeadBytes, (c, n) => (int)SizeValue.Read(c, n, MinHead, MaxHead)),
        MaxFields = section.Get("maxFields", defaults.MaxFields, IntegerValue.Between(1, MaxFields)),
    };

    private static TlsConfig? ReadTls(ReadContext context, DocumentNode node)
    {
        if (ObjectReader.Open(context, node, FieldNames.Tls) is not { } tls)
            return null;
        IPEndPoint? address = tls.Require("address", "\"0.0.0.0:8443\"", AddressValue.Read);
        string? certificate = tls.Require("certificate", "\"tls.crt\"", FileValue.Read);
        string? key = tls.Require("key", "\"tls.key\"", FileValue.Read);
        return address is null ? null : new TlsConfig(address, certificate ?? "", key ?? "");
    }

    private static ImmutableArray<string> ReadCors(ReadContext context, DocumentNode node)
    {
        if (ObjectReader.Open(context, node, FieldNames.Cors) is not { } cors)
            return [];
        DocumentNode? list = cors["origins"];
        ImmutableArray<string> origins = ListValue.Read(context, list, OriginValue.Read);
        if (list is not null && origins.Length > 1 && origins.Contains("*"))
            context.Error(list, "'origins' has \"*\" beside other entries", "Write [\"*\"] alone, or take \"*\" out.");
        return origins;
    }

    private static IEnumerable<Listener> Listeners(ObjectReader? section, ListenConfig listen)
    {
        if (listen.Data is { } data)
            yield return new("data", data, section?["data"], true);
        if (listen.H2c is { } h2c)
            yield return new("h2c", h2c, section?["h2c"], true);
        if (listen.Tls is { } tls)
            yield return new("tls", tls.Address, section?["tls"]?.Children.FirstOrDefault(child => child.Name == "address"), true);
        yield return new("control", listen.Control, section?["control"], false);
        if (listen.Metrics is { } metrics)
            yield return new("metrics", metrics, section?["metrics"], false);
    }

    private static void CheckOverlaps(ReadContext context, ImmutableArray<Listener> listeners)
    {
        for (int i = 1; i < listeners.Length; i++)
        {
            Listener one = listeners[i];
            if (listeners.Take(i).FirstOrDefault(one.Overlaps) is { } other && (one.Node ?? other.Node) is { } node)
                context.Error(node, $"'{other.Name}' ({other.Address}) and '{one.Name}' ({one.Address}) would take the same port", "Give each a port of its own.");
        }
    }
}
