using System.Buffers;
using System.Text;
using System.Text.Json;
using ConfigSync.Snapshots;

namespace Edge.Drivers;

/// <summary><c>GET …/models</c> and <c>…/models/{id}</c>: what this caller may say as <c>model</c> (specs/openai.md).</summary>
internal static class ModelsAnswer
{
    /// <summary>Every name the account may use: its own further names and full names, and public routers of others.</summary>
    internal static ReadOnlyMemory<byte> All(RoutingSnapshot snapshot, AccountModel account)
    {
        var text = new ArrayBufferWriter<byte>(4096);
        using var json = new Utf8JsonWriter(text);
        json.WriteStartObject();
        json.WriteString("object"u8, "list"u8);
        json.WriteStartArray("data"u8);
        foreach (RouteEntry entry in snapshot.Entries)
        {
            bool own = entry.Account == account.Id;
            if (!own && !entry.IsPublic)
                continue;
            if (own)
            {
                foreach (string name in entry.Names)
                    Model(json, name, entry);
            }
            Model(json, entry.FullName, entry);
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return text.WrittenMemory;
    }

    /// <summary>One model by any name the account may use, plain or percent-encoded; null when there is none.</summary>
    internal static ReadOnlyMemory<byte>? One(RoutingSnapshot snapshot, AccountModel account, ReadOnlySpan<char> escapedId)
    {
        string id = Uri.UnescapeDataString(escapedId);
        if (snapshot.Find(account, Encoding.UTF8.GetBytes(id)).Entry is not { } entry)
            return null;
        var text = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(text);
        Model(json, id, entry);
        json.Flush();
        return text.WrittenMemory;
    }

    private static void Model(Utf8JsonWriter json, string id, RouteEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, id);
        json.WriteString("object"u8, "model"u8);
        json.WriteNumber("created"u8, entry.Created);
        json.WriteString("owned_by"u8, entry.Account);
        json.WriteEndObject();
    }
}
