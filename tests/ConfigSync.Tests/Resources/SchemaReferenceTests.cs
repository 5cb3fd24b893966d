using System.Text.Json;

namespace ConfigSync.Tests.Resources;

public sealed class SchemaReferenceTests
{
    private static readonly string Root = AppContext.BaseDirectory;

    /// <summary>With <c>EDGE_REFERENCE</c> it writes the page there instead (build/config-reference.sh).</summary>
    [Fact]
    public void The_configuration_reference_says_what_the_schema_says()
    {
        using JsonDocument schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root, "schemas", "edge.schema.json")));
        string page = new SchemaReference(schema.RootElement).Write();
        if (Environment.GetEnvironmentVariable("EDGE_REFERENCE") is { Length: > 0 } path)
            File.WriteAllText(path, page);
        else
            File.ReadAllText(Path.Combine(Root, "docs", "configuration.md")).ShouldBe(page, "The schema has changed: build/config-reference.sh writes the page anew.");
    }
}
