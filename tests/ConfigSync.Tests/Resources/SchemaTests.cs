using System.Text.Json;
using ConfigSync.Resources;
using ConfigSync.Resources.Reading;
using Shared.Json;

namespace ConfigSync.Tests.Resources;

public class SchemaTests
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };
    private static readonly string Root = AppContext.BaseDirectory;
    private static readonly string ExamplePath = Path.Combine(Root, "docs", "examples", "edge.json");
    private static readonly JsonElement Schema = Parse(File.ReadAllText(Path.Combine(Root, "schemas", "edge.schema.json")));
    private static readonly SchemaChecker Checker = new(Schema);

    public static TheoryData<string, string[]> Shapes => new()
    {
        { "", FieldNames.Document },
        { "listen", FieldNames.Listen },
        { "tls", FieldNames.Tls },
        { "listen/properties/cors", FieldNames.Cors },
        { "telemetry", FieldNames.Telemetry },
        { "accessLog", FieldNames.AccessLog },
        { "otlp", FieldNames.Otlp },
        { "store", FieldNames.Store },
        { "nats", FieldNames.Nats },
        { "natsTls", FieldNames.NatsTls },
        { "deployment", FieldNames.Deployment },
        { "discovery", FieldNames.Discovery },
        { "pricing", FieldNames.Pricing },
        { "scores", FieldNames.Scores },
        { "health", FieldNames.Health },
        { "probe", FieldNames.Probe },
        { "engineMetrics", FieldNames.EngineMetrics },
        { "endpoint", FieldNames.Endpoint },
        { "auth", FieldNames.Auth },
        { "timeouts", FieldNames.Timeouts },
        { "limits", FieldNames.Limits },
        { "router", FieldNames.Router },
        { "key", FieldNames.Key },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Schema_and_reader_know_the_same_properties(string shape, string[] names)
    {
        JsonElement found = Find(shape);
        found.GetProperty("properties").EnumerateObject().Select(p => p.Name).ShouldBe(names, ignoreOrder: true);
        found.GetProperty("additionalProperties").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public void Every_object_of_the_schema_is_compared()
    {
        int objects = 0;
        Visit(Schema, element => objects += element.ValueKind == JsonValueKind.Object && element.TryGetProperty("properties", out JsonElement p) && p.ValueKind == JsonValueKind.Object && element.TryGetProperty("additionalProperties", out _) ? 1 : 0);
        objects.ShouldBe(Shapes.Count);
    }

    [Fact]
    public void Every_property_is_described()
    {
        Visit(Schema, element =>
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty("properties", out JsonElement properties))
                return;
            foreach (JsonProperty property in properties.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Object))
                (property.Value.TryGetProperty("description", out _) || Definition(property.Value).TryGetProperty("description", out _)).ShouldBeTrue(property.Name);
        });
    }

    [Fact]
    public void Words_may_come_from_the_environment_wherever_there_is_a_choice_of_them()
    {
        int choices = 0, open = 0;
        Visit(Schema, element =>
        {
            if (element.ValueKind != JsonValueKind.Object)
                return;
            choices += element.TryGetProperty("enum", out JsonElement words) && words.ValueKind == JsonValueKind.Array ? 1 : 0;
            open += element.TryGetProperty("anyOf", out JsonElement ways) && ways[0].TryGetProperty("enum", out _) && ways[1].GetRawText().Contains("#/$defs/environment", StringComparison.Ordinal) ? 1 : 0;
        });
        choices.ShouldBeGreaterThan(0);
        open.ShouldBe(choices);
        const string Document = """{ "telemetry": { "otlp": { "endpoint": "http://h:1", "protocol": "${env:P}" }, "accessLog": { "format": "${env:F}" } } }""";
        Checker.Check(Parse(Document)).ShouldBeEmpty();
        ConfigDocument.Read(System.Text.Encoding.UTF8.GetBytes(Document), Reader.Folder, name => name == "P" ? "http" : "w3c").Errors.ShouldBeEmpty();
    }

    [Fact]
    public void The_example_reads_without_error_or_warning_and_fits_the_schema()
    {
        string text = File.ReadAllText(ExamplePath);
        ConfigReading reading = ConfigDocument.Read(File.ReadAllBytes(ExamplePath), Path.GetDirectoryName(ExamplePath)!, name => name switch
        {
            "UPSTREAM_KEY" => "x",
            "MY_APP_KEY_SHA256" => new string('a', 64),
            _ => null,
        });
        reading.Errors.Concat(reading.Warnings).ShouldBeEmpty();
        JsonElement example = Parse(text);
        Checker.Check(example).ShouldBeEmpty();
        File.Exists(Path.Combine(Path.GetDirectoryName(ExamplePath)!, example.GetProperty("$schema").GetString()!)).ShouldBeTrue();
    }

    [Fact]
    public void A_document_with_every_property_fits_the_schema() =>
        Checker.Check(Parse(FullDocument.Text)).ShouldBeEmpty();

    [Theory]
    [InlineData("""{ "x": 1 }""")]
    [InlineData("""{ "listen": { "data": "localhost:80" } }""")]
    [InlineData("""{ "listen": { "drain": 5 } }""")]
    [InlineData("""{ "deployments": [ { "id": "a" } ] }""")]
    [InlineData("""{ "deployments": [ { "id": "a", "endpoints": [] } ] }""")]
    [InlineData("""{ "deployments": [ { "id": "a", "endpoints": [ { "url": "http://me@h" } ] } ] }""")]
    [InlineData("""{ "routers": [ { "id": "A", "deployments": [ "a" ] } ] }""")]
    [InlineData("""{ "keys": [ { "name": "a", "hash": "sha256:1" } ] }""")]
    [InlineData("""{ "anonymous": "auto" }""")]
    public void What_the_reader_refuses_by_shape_the_schema_refuses(string document)
    {
        Reader.Bad(document);
        Checker.Check(Parse(document)).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("duration", "1ms 250ms 00005s 168h off 0s 5 1d -1s 5S 1234567890s ${env:D}")]
    [InlineData("durationOrOff", "off 0s 1ms 2m Off 5 1.5s ${env:D}")]
    [InlineData("size", "64KiB 1GiB 64MB 64 1234567890KiB ${env:S}")]
    [InlineData("id", "a a-b -a a- A a_b a23456789012345678901234567890123456789012345678901234567890123 a234567890123456789012345678901234567890123456789012345678901234")]
    [InlineData("account", "a accounts accounts-1 auto autos inworld dynamic")]
    [InlineData("address", "127.0.0.1:80 [::1]:80 [::]:0 localhost:80 :80 80 1:80 ::1:80")]
    [InlineData("url", "http://h https://h:1/x/y HTTP://h ftp://h http:// http:h http://@h http://h?x http://h/#x h")]
    [InlineData("origin", "* https://a http://localhost:3000 https://a/ null a https://b@a")]
    [InlineData("network", "10.0.0.0/8 fd00::/8 10.0.0.0 x/8")]
    public void Patterns_take_what_the_reader_takes(string definition, string values)
    {
        foreach (string value in values.Split(' '))
        {
            bool read = Reader.Read(Document(definition, value.Replace("${env:D}", "1s", StringComparison.Ordinal).Replace("${env:S}", "1KiB", StringComparison.Ordinal))).Config is not null;
            Checker.Takes(definition, JsonSerializer.SerializeToElement(value)).ShouldBe(read, $"{definition} {value}");
        }
    }

    private static string Document(string definition, string value) => definition switch
    {
        "duration" => $$"""{ "deployments": [ { "id": "a", "endpoints": [ { "url": "http://h" } ], "limits": { "queueTimeout": "{{value}}" } } ] }""",
        "durationOrOff" => $$"""{ "listen": { "drain": "{{value}}" } }""",
        "size" => $$"""{ "listen": { "maxBodyBytes": "{{value}}" } }""",
        "id" => $$"""{ "deployments": [ { "id": "{{value}}", "endpoints": [ { "url": "http://h" } ] } ] }""",
        "account" => $$"""{ "anonymous": "{{value}}" }""",
        "address" => $$"""{ "listen": { "data": "{{value}}" }, "anonymous": "a" }""",
        "url" => $$"""{ "deployments": [ { "id": "a", "endpoints": [ { "url": "{{value}}" } ] } ] }""",
        "origin" => $$"""{ "listen": { "cors": { "origins": [ "{{value}}" ] } } }""",
        _ => $$"""{ "listen": { "trustedProxies": [ "{{value}}" ] } }""",
    };

    private static JsonElement Find(string shape)
    {
        JsonElement found = shape.Length == 0 ? Schema : Schema.GetProperty("$defs");
        foreach (string step in shape.Split('/', StringSplitOptions.RemoveEmptyEntries))
            found = found.GetProperty(step);
        return found;
    }

    private static JsonElement Definition(JsonElement schema) =>
        schema.TryGetProperty("$ref", out JsonElement reference) ? Find(reference.GetString()!["#/$defs/".Length..]) : schema;

    private static void Visit(JsonElement element, Action<JsonElement> visit)
    {
        visit(element);
        if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty property in element.EnumerateObject())
                Visit(property.Value, visit);
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in element.EnumerateArray())
                Visit(item, visit);
        }
    }

    private static JsonElement Parse(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text, Lenient);
        return document.RootElement.Clone();
    }
}
