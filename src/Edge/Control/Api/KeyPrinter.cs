using System.Text.Json;
using ConfigSync.Resources;
using ConfigSync.Sync;
using Edge.Control.Listing;

namespace Edge.Control.Api;

/// <summary>Keys as the API prints them: never what they are, but for the once when they are made.</summary>
internal static class KeyPrinter
{
    /// <summary>What can be asked for.</summary>
    internal static readonly FieldTree Fields = FieldTree.Of(
        "name", "displayName", "createTime", "updateTime", "createdBy", "state", "status.code", "status.message", "scopes");

    /// <summary>Prints a key; <paramref name="text"/> is what it is, where it was made just now.</summary>
    internal static JsonElement Print(ResourceStatus status, ApiKey key, string? text = null) => ListCall.Print(json =>
    {
        json.WriteStartObject();
        json.WriteString("name"u8, status.Key.FullName);
        if (text is not null)
            json.WriteString("key"u8, text);
        json.WriteString("displayName"u8, key.DisplayName);
        json.Time("createTime", key.CreateTime);
        json.Time("updateTime", key.UpdateTime);
        json.WriteString("createdBy"u8, key.CreatedBy ?? "");
        Standing.Of(status).Write(json);
        json.Texts("scopes", KeyScopeWords.Of(key.Config.Scopes));
        json.WriteEndObject();
    });
}
