using System.Text.Json;
using System.Text.RegularExpressions;
using Edge.Tests.Shared;
using Shared.Json;

namespace Edge.Tests.Control.OpenApi;

/// <summary>The document is well written.</summary>
public class TextTests
{
    private static readonly string[] NotText = ["example", "examples", "default", "enum"];

    public static TheoryData<string> Operations => [.. ApiDocument.Operations.Select(operation => operation.Id)];

    [Fact]
    public void Every_description_is_a_sentence_or_several()
    {
        string[] all = [.. Descriptions(ApiDocument.Root)];
        all.Length.ShouldBeGreaterThan(200);
        all.ShouldAllBe(text => text.Length > 5 && text.EndsWith('.') && (char.IsUpper(text[0]) || char.IsDigit(text[0]) || text[0] == '`'));
    }

    [Fact]
    public void Code_in_descriptions_ends() =>
        Descriptions(ApiDocument.Root).ShouldAllBe(text => text.Count(letter => letter == '`') % 2 == 0);

    [Fact]
    public void Every_field_parameter_answer_and_operation_is_described()
    {
        JsonElement components = ApiDocument.Root.GetProperty("components");
        foreach (string kind in new[] { "parameters", "headers", "responses", "schemas", "securitySchemes" })
        {
            foreach (JsonProperty one in components.GetProperty(kind).EnumerateObject())
                IsDescribed(one.Value, $"{kind} {one.Name}");
        }
        foreach (JsonProperty schema in components.GetProperty("schemas").EnumerateObject())
            AreFieldsDescribed(schema.Value, schema.Name);
        ApiDocument.Operations.ShouldAllBe(operation => operation.Element.GetProperty("summary").GetString()!.Length > 3);
        foreach (ApiOperation operation in ApiDocument.Operations)
            IsDescribed(operation.Element, operation.Id);
    }

    [Fact]
    public void Everything_that_is_written_is_used()
    {
        string text = Repository.Read(ApiDocument.Path);
        foreach (JsonProperty kind in ApiDocument.Root.GetProperty("components").EnumerateObject().Where(kind => kind.Name != "securitySchemes"))
        {
            foreach (JsonProperty one in kind.Value.EnumerateObject())
                text.ShouldContain($"\"#/components/{kind.Name}/{one.Name}\"");
        }
    }

    [Fact]
    public void Every_reference_leads_somewhere()
    {
        foreach (Match match in Regex.Matches(Repository.Read(ApiDocument.Path), "\"#/(.*?)\""))
            Should.NotThrow(() => new SchemaChecker(ApiDocument.Root).Find($"#/{match.Groups[1].Value}"), match.Value);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void Examples_are_what_their_schemas_say(string id)
    {
        ApiOperation operation = ApiDocument.Operation(id);
        var checker = new SchemaChecker(ApiDocument.Root);
        foreach ((string name, JsonElement example) in operation.Examples)
            checker.Check(operation.Body!.Value.GetProperty("schema"), example).ShouldBeEmpty(name);
        foreach (JsonProperty response in operation.Element.GetProperty("responses").EnumerateObject())
        {
            foreach (JsonProperty content in ApiDocument.Resolve(response.Value).GetProperty("content").EnumerateObject())
            {
                if (content.Value.TryGetProperty("example", out JsonElement example))
                    checker.Check(content.Value.GetProperty("schema"), example).ShouldBeEmpty($"{response.Name} {content.Name}");
            }
        }
        foreach (JsonElement parameter in operation.Parameters.Where(parameter => parameter.TryGetProperty("example", out _)))
            checker.Check(parameter.GetProperty("schema"), parameter.GetProperty("example")).ShouldBeEmpty();
    }

    [Fact]
    public void The_checker_finds_what_is_printed_but_not_described()
    {
        var checker = new SchemaChecker(ApiDocument.Root);
        JsonElement key = JsonDocument.Parse("""{"name":"accounts/a/keys/k","hash":"x","status":{"code":"OK","message":"","more":1}}""").RootElement;
        checker.Check(ApiDocument.Schema("Key"), key).ShouldBe(["/status additionalProperties", " additionalProperties"], ignoreOrder: true);
        checker.Check(ApiDocument.Schema("Empty"), key).ShouldBe([" additionalProperties"]);
    }

    /// <summary>Texts under <c>description</c>; a field of that name has a schema there.</summary>
    private static IEnumerable<string> Descriptions(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Descriptions),
        JsonValueKind.Object => value.EnumerateObject().Where(one => !NotText.Contains(one.Name)).SelectMany(one =>
            one is { Name: "description", Value.ValueKind: JsonValueKind.String } ? [one.Value.GetString()!] : Descriptions(one.Value)),
        _ => [],
    };

    private static void AreFieldsDescribed(JsonElement schema, string place)
    {
        if (schema.TryGetProperty("items", out JsonElement items))
            AreFieldsDescribed(items, place);
        if (!schema.TryGetProperty("properties", out JsonElement properties))
            return;
        foreach (JsonProperty property in properties.EnumerateObject())
        {
            IsDescribed(ApiDocument.Resolve(property.Value), $"{place}.{property.Name}");
            AreFieldsDescribed(property.Value, $"{place}.{property.Name}");
        }
    }

    private static void IsDescribed(JsonElement value, string place) => value.TryGetProperty("description", out _).ShouldBeTrue(place);
}
