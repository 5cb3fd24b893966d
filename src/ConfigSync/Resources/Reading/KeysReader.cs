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
            string? account = section.Get("account", ListenConfig.DefaultAccount, IdValue.ReadAccount);
            if (name is not null)
                Once(c, names, name, section["name"]!);
            KeyConfig key = Read(section, name ?? "", account ?? "");
            if (!key.Hash.IsDefaultOrEmpty)
                Once(c, hashes, Convert.ToHexString(key.Hash.AsSpan()), section["hash"]!);
            return key;
        });
    }

    /// <summary>What <paramref name="section"/> says of the key that is named apart from it; its hash is empty after an error.</summary>
    internal static KeyConfig Read(ObjectReader section, string name, string account)
    {
        (KeyHash kind, ImmutableArray<byte> hash) = section.Require("hash", "\"sha256:…\"", HashValue.Read);
        return new KeyConfig(name, hash, account) { Kind = kind, Scopes = section.Get("scopes", KeyScopes.Inference, ScopesValue.Read) };
    }

    private static void Once(ReadContext context, Dictionary<string, DocumentNode> seen, string value, DocumentNode node)
    {
        if (!seen.TryAdd(value, node))
            context.Error(node, $"{node.Label} is the same as that of the key on line {context.Line(seen[value])}", $"Give each key a {node.Label} of its own.");
    }
}
