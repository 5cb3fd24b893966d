using System.Collections.Immutable;
using ConfigSync.Resources.Syntax;

namespace ConfigSync.Resources.Reading;

/// <summary>Reads <c>keys</c>.</summary>
internal static class KeysReader
{
    /// <summary>The keys; names and hashes are unique.</summary>
    internal static ImmutableArray<KeyConfig> Read(ReadContext context, DocumentNode? node)
    {
        var names = new Dictionary<string, DocumentNode>(StringComparer.Ordinal);
        var hashes = new Dictionary<string, DocumentNode>(StringComparer.Ordinal);
        return ListValue.Read(context, node, (c, item) =>
        {
            if (ObjectReader.Open(c, item, FieldNames.Key) is not { } section)
                return null;
            string? name = section.Require("name", "\"my-app\"", NameValue.Read);
            ImmutableArray<byte> hash = ReadHash(section);
            string? account = section.Get("account", ListenConfig.DefaultAccount, IdValue.ReadAccount);
            if (name is not null)
                Once(c, names, name, section["name"]!);
            if (!hash.IsDefaultOrEmpty)
                Once(c, hashes, Convert.ToHexString(hash.AsSpan()), section["hash"]!);
            return new KeyConfig(name ?? "", hash, account ?? "");
        });
    }

    /// <summary>The hash of one key, or empty after an error.</summary>
    internal static ImmutableArray<byte> ReadHash(ObjectReader section) => section.Require("hash", "\"sha256:…\"", HashValue.Read);

    private static void Once(ReadContext context, Dictionary<string, DocumentNode> seen, string value, DocumentNode node)
    {
        if (!seen.TryAdd(value, node))
            context.Error(node, $"{node.Label} is the same as that of the key on line {context.Line(seen[value])}", $"Give each key a {node.Label} of its own.");
    }
}
