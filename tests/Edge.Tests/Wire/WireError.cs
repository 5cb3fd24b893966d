using System.Text.Json;

namespace Edge.Tests.Wire;

/// <summary>Reads error bodies in OpenAI's shape.</summary>
internal static class WireError
{
    /// <summary>Type, code and param of an error body, which has a message and nothing else.</summary>
    internal static (string? Type, string? Code, string? Param) Of(string body)
    {
        using var document = JsonDocument.Parse(body);
        document.RootElement.EnumerateObject().Count().ShouldBe(1);
        JsonElement error = document.RootElement.GetProperty("error");
        error.EnumerateObject().Select(member => member.Name).ShouldBe(["message", "type", "param", "code"]);
        error.GetProperty("message").GetString().ShouldNotBeNullOrEmpty();
        return (error.GetProperty("type").GetString(), error.GetProperty("code").GetString(), error.GetProperty("param").GetString());
    }
}
