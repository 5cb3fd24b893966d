using System.Text.Json;
using Edge.EndToEnd.Harness;
using Edge.Tests.Shared;

namespace Edge.EndToEnd.Schemas;

/// <summary>The published schema of <c>edge.json</c>, judged by a validator that knows nothing of Edge.</summary>
public sealed class SchemaTests
{
    private const string Script = "schema.mjs";

    private static string Schema => Path.Combine(Repository.Root, "schemas", "edge.schema.json");

    public static TheoryData<string> Examples =>
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs", "examples"), "*.json").Select(path => Path.GetFileName(path)!)];

    [Theory]
    [MemberData(nameof(Examples))]
    public Task An_example_is_valid(string example) =>
        JudgeAsync("valid", Strict(File.ReadAllText(Path.Combine(Repository.Root, "docs", "examples", example))));

    [Theory]
    [InlineData("""{"deployments":[{"id":"a"}]}""")]
    [InlineData("""{"deployments":[{"id":"A b","endpoints":[{"url":"http://127.0.0.1:1"}]}]}""")]
    [InlineData("""{"deployments":"a"}""")]
    [InlineData("""{"deploymnets":[]}""")]
    [InlineData("""{"routers":[{"id":"r","deployments":["a"],"strategy":"fastest"}]}""")]
    [InlineData("""{"keys":[{"name":"k","hash":"sk-in-the-clear"}]}""")]
    public Task A_mistake_is_found(string document) => JudgeAsync("invalid", document);

    /// <summary>The same document without the comments and trailing commas that Edge takes and JSON does not.</summary>
    private static string Strict(string document)
    {
        var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
        using JsonDocument parsed = JsonDocument.Parse(document, options);
        return JsonSerializer.Serialize(parsed.RootElement);
    }

    private static async Task JudgeAsync(string expected, string document)
    {
        string path = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(path, document);
            await NodeScript.RunAsync(Script, expected, Schema, path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
