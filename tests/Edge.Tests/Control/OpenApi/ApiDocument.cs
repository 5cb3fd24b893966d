using System.Text.Json;
using Edge.Tests.Shared;

namespace Edge.Tests.Control.OpenApi;

/// <summary>The document of the control API as it is written, and what tests ask of it.</summary>
internal static class ApiDocument
{
    /// <summary>Where it is written.</summary>
    internal const string Path = "src/Edge/Control/OpenApi/openapi.json";

    internal static JsonElement Root { get; } = JsonDocument.Parse(Repository.Read(Path)).RootElement;

    internal static IReadOnlyList<ApiOperation> Operations { get; } =
    [
        .. from path in Root.GetProperty("paths").EnumerateObject()
           from one in path.Value.EnumerateObject()
           where one.Name != "parameters"
           select new ApiOperation(one.Name.ToUpperInvariant(), path.Name, one.Value, Parameters(path.Value).Concat(Parameters(one.Value)).ToArray()),
    ];

    internal static ApiOperation Operation(string id) => Operations.Single(operation => operation.Id == id);

    /// <summary>A schema of the document by its name.</summary>
    internal static JsonElement Schema(string name) => Root.GetProperty("components").GetProperty("schemas").GetProperty(name);

    /// <summary>What <paramref name="value"/> refers to, or itself.</summary>
    internal static JsonElement Resolve(JsonElement value) =>
        value.TryGetProperty("$ref", out JsonElement reference)
            ? Resolve(reference.GetString()!.Split('/').Skip(1).Aggregate(Root, (at, name) => at.GetProperty(name)))
            : value;

    /// <summary>The properties of a schema and of those inside it, as paths with dots; through arrays as if they were not there.</summary>
    internal static IEnumerable<string> PathsOf(JsonElement schema)
    {
        schema = Resolve(schema);
        if (schema.TryGetProperty("items", out JsonElement items))
            return PathsOf(items);
        return schema.TryGetProperty("properties", out JsonElement properties)
            ? properties.EnumerateObject().SelectMany(one => PathsOf(one.Value).Select(inside => $"{one.Name}.{inside}").Prepend(one.Name))
            : [];
    }

    private static IEnumerable<JsonElement> Parameters(JsonElement owner) =>
        owner.TryGetProperty("parameters", out JsonElement all) ? all.EnumerateArray().Select(Resolve) : [];
}

/// <summary>An operation of the document, with the parameters of its path.</summary>
internal sealed record ApiOperation(string Method, string Path, JsonElement Element, IReadOnlyList<JsonElement> Parameters)
{
    internal string Id => Element.GetProperty("operationId").GetString()!;

    /// <summary>The scope of a key that it needs; null for no key at all.</summary>
    internal string? Scope => Element.GetProperty("security").EnumerateArray().Select(one => one.GetProperty("bearer")[0].GetString()).SingleOrDefault();

    /// <summary>What it takes as JSON; null for nothing.</summary>
    internal JsonElement? Body =>
        Element.TryGetProperty("requestBody", out JsonElement body) ? body.GetProperty("content").GetProperty("application/json") : null;

    /// <summary>The examples of requests, by their names.</summary>
    internal IReadOnlyDictionary<string, JsonElement> Examples =>
        Body?.GetProperty("examples").EnumerateObject().ToDictionary(one => one.Name, one => one.Value.GetProperty("value")) ?? [];

    /// <summary>What is said of an answer with <paramref name="status"/>.</summary>
    internal JsonElement Response(int status)
    {
        JsonElement all = Element.GetProperty("responses");
        return ApiDocument.Resolve(all.TryGetProperty($"{status}", out JsonElement own) ? own : all.GetProperty("default"));
    }

    /// <summary>The path with <paramref name="account"/>, and with <paramref name="id"/> or the one of the examples.</summary>
    internal string PathFor(string account, string? id = null) => Parameters
        .Where(parameter => parameter.GetProperty("in").ValueEquals("path"))
        .Select(parameter => (Name: parameter.GetProperty("name").GetString()!, Example: parameter.GetProperty("example").GetString()!))
        .Aggregate(Path, (path, one) => path.Replace($"{{{one.Name}}}", one.Name == "account" ? account : id ?? one.Example, StringComparison.Ordinal));

    /// <inheritdoc/>
    public override string ToString() => Id;
}
