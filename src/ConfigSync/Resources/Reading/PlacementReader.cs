using ConfigSync.Resources.Syntax;

namespace ConfigSync.Resources.Reading;

/// <summary>Where in the world a deployment is.</summary>
internal static class PlacementReader
{
    /// <summary>Reads it; null after an error.</summary>
    internal static PlacementConfig? Read(ReadContext context, DocumentNode node)
    {
        if (ObjectReader.Open(context, node, FieldNames.Placement) is not { } section)
            return null;
        return new PlacementConfig(
            section.GetOrNull("region", null, NameValue.Read),
            section.GetOrNull("multiRegion", null, NameValue.Read),
            ListValue.Read(context, section["regions"], NameValue.Read));
    }
}
