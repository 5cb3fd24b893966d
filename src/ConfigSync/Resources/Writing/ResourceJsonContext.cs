using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ConfigSync.Resources.Writing;

/// <summary>Writers made at compile time, one for each kind of stored document.</summary>
[JsonSerializable(typeof(DeploymentJson))]
[JsonSerializable(typeof(RouterJson))]
[JsonSerializable(typeof(KeyJson))]
[JsonSerializable(typeof(AccountJson))]
internal sealed partial class ResourceJsonContext : JsonSerializerContext
{
    /// <summary>Writes for people too: on many lines, and text as it is, for it is never put into a page.</summary>
    internal static ResourceJsonContext Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
