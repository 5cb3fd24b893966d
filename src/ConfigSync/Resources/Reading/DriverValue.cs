using ConfigSync.Resources.Syntax;

namespace ConfigSync.Resources.Reading;

/// <summary>A <see cref="ListenDriver"/> by its name.</summary>
internal static class DriverValue
{
    private static readonly Dictionary<string, ListenDriver> Drivers = new(StringComparer.Ordinal)
    {
        ["auto"] = ListenDriver.Auto,
        ["loop"] = ListenDriver.Loop,
        ["kestrel"] = ListenDriver.Kestrel,
        ["kestrel-http"] = ListenDriver.KestrelHttp,
    };

    /// <summary>The driver, or <see cref="ListenDriver.Auto"/> after an error.</summary>
    internal static ListenDriver Read(ReadContext context, DocumentNode node)
    {
        if (TextValue.Read(context, node) is not { } text)
            return default;
        if (Drivers.TryGetValue(text, out ListenDriver driver))
            return driver;
        string fix = Nearest.Suggest(Nearest.Find(text, Drivers.Keys), "Write \"auto\", \"loop\", \"kestrel\" or \"kestrel-http\".");
        context.Error(node, $"'driver' cannot be {Quoted.Of(node.Text)}", fix);
        return default;
    }
}
