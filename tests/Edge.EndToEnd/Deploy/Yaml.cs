using System.Globalization;
using System.Text.Json.Nodes;
using Edge.Tests.Shared;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;

namespace Edge.EndToEnd.Deploy;

/// <summary>YAML files of the repository as JSON, in which every scalar is a string.</summary>
internal static class Yaml
{
    /// <summary>The one document of a file.</summary>
    internal static JsonObject Read(string path) => All(Repository.Read(path)).ShouldHaveSingleItem(path);

    /// <summary>All documents of a text.</summary>
    internal static List<JsonObject> All(string text)
    {
        var documents = new List<JsonObject>();
        var parser = new MergingParser(new Parser(new StringReader(text)));
        IDeserializer reader = new DeserializerBuilder().Build();
        parser.Consume<StreamStart>();
        while (parser.Accept<DocumentStart>(out _))
            documents.Add(Json(reader.Deserialize<object?>(parser)).ShouldBeOfType<JsonObject>());
        return documents;
    }

    /// <summary>The strings of a list.</summary>
    internal static string[] Strings(this JsonNode? list) => [.. (list as JsonArray ?? []).Select(item => item!.GetValue<string>())];

    /// <summary>The objects of a list.</summary>
    internal static JsonObject[] Objects(this JsonNode? list) => [.. (list as JsonArray ?? []).Select(item => item.ShouldBeOfType<JsonObject>())];

    /// <summary>What stands at a path such as <c>spec/template/metadata</c>; null where nothing does.</summary>
    internal static JsonNode? At(this JsonNode? node, string path) => path.Split('/').Aggregate(node, (at, name) => (at as JsonObject)?[name]);

    /// <summary>The scalar at a path; null where there is none.</summary>
    internal static string? Text(this JsonNode? node, string path) => node.At(path)?.GetValue<string>();

    private static JsonNode? Json(object? value) => value switch
    {
        IDictionary<object, object?> map => new JsonObject(map.Select(entry => KeyValuePair.Create(Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!, Json(entry.Value)))),
        IList<object?> list => new JsonArray([.. list.Select(Json)]),
        null => null,
        _ => JsonValue.Create(Convert.ToString(value, CultureInfo.InvariantCulture)),
    };
}
