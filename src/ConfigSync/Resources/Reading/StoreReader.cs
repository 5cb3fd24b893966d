using System.Collections.Immutable;
using ConfigSync.Resources.Syntax;

namespace ConfigSync.Resources.Reading;

/// <summary>Reads <c>store</c>.</summary>
internal static class StoreReader
{
    /// <summary>The file of the last known good set where none is named, beside the configuration.</summary>
    private const string DefaultLastKnownGood = "edge.last-known-good";

    /// <summary>More than any cluster of JetStream has.</summary>
    private const int MaxReplicas = 5;

    private const string Way = "Write \"folder\": \"resources\", or \"nats\": { \"servers\": [\"nats://127.0.0.1:4222\"] }.";

    /// <summary>The section, or null after an error.</summary>
    internal static StoreConfig? Read(ReadContext context, DocumentNode node)
    {
        if (ObjectReader.Open(context, node, FieldNames.Store) is not { } section)
            return null;
        DocumentNode? folder = section["folder"], nats = section["nats"], kept = section["lastKnownGood"];
        if (folder is null == nats is null)
            context.Error(node, folder is null ? "'store' names neither 'folder' nor 'nats'" : "'store' names both 'folder' and 'nats'", Way);
        if (folder is not null && kept is not null)
            context.Error(kept, "'lastKnownGood' stands beside 'folder'", "Take it out: a folder is there without anybody's help.");
        string standard = Path.Combine(context.BaseDirectory, DefaultLastKnownGood);
        string? path = folder is null ? null : Folder(context, folder);
        return new StoreConfig
        {
            BaseDirectory = path ?? context.BaseDirectory,
            Folder = path,
            Nats = nats is null ? null : Nats(context, nats),
            LastKnownGood = nats is null ? null : section.GetOrNull("lastKnownGood", standard, PathValue.Read),
        };
    }

    private static string? Folder(ReadContext context, DocumentNode node)
    {
        string? path = PathValue.Read(context, node);
        if (path is not null && !Directory.Exists(path))
            context.Warn(node, $"'folder' names no folder that exists: {Quoted.Of(node.Text)}", $"Make it; relative paths start at {context.BaseDirectory}.");
        return path;
    }

    private static NatsConfig? Nats(ReadContext context, DocumentNode node)
    {
        if (ObjectReader.Open(context, node, FieldNames.Nats) is not { } section)
            return null;
        CheckLogin(context, section);
        ObjectReader? tls = section["tls"] is { } part ? ObjectReader.Open(context, part, FieldNames.NatsTls) : null;
        if (tls is not null && tls["certificate"] is null != tls["key"] is null)
            context.Error(tls.Node, "'tls' has one of 'certificate' and 'key' alone", "Write both, or neither.");
        var defaults = new NatsConfig();
        return new NatsConfig
        {
            Servers = section.Get("servers", defaults.Servers, Servers),
            Bucket = section.Get("bucket", defaults.Bucket, Bucket),
            Replicas = section.Get("replicas", defaults.Replicas, IntegerValue.Between(1, MaxReplicas)),
            User = section.Get("user", null, TextValue.Read),
            Password = section.Get("password", null, Secret),
            Token = section.Get("token", null, Secret),
            NKeyFile = section.Get("nkey", null, FileValue.Read),
            CredentialsFile = section.Get("credentials", null, FileValue.Read),
            CaPath = tls?.Get("ca", null, FileValue.Read),
            CertificatePath = tls?.Get("certificate", null, FileValue.Read),
            KeyPath = tls?.Get("key", null, FileValue.Read),
            SharesLoad = section.Get("sharesLoad", defaults.SharesLoad, FlagValue.Read),
        };
    }

    private static void CheckLogin(ReadContext context, ObjectReader section)
    {
        if (section["user"] is null != section["password"] is null)
            context.Error(section["user"] ?? section["password"]!, "'nats' has one of 'user' and 'password' alone", "Write both, or neither.");
        DocumentNode[] ways = [.. new[] { section["user"], section["token"], section["nkey"], section["credentials"] }.OfType<DocumentNode>()];
        if (ways.Length > 1)
            context.Error(ways[1], $"{ways[1].Label} is a second way to log in, beside '{ways[0].Name}'", "Keep one of them.");
    }

    private static ImmutableArray<string> Servers(ReadContext context, DocumentNode node) =>
        ListValue.ReadSome(context, node, "\"nats://127.0.0.1:4222\"", Server);

    /// <summary>A server's address; errors do not print it, since what was written there may be a secret.</summary>
    private static string? Server(ReadContext context, DocumentNode node)
    {
        if (TextValue.Read(context, node) is not { } text)
            return null;
        bool isUrl = Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && url.Scheme is "nats" or "tls" && url.Host.Length > 0;
        if (!isUrl)
            context.Error(node, $"{node.Label} is not a nats:// or tls:// URL", "Write one such as \"nats://10.0.0.5:4222\".");
        else if (url!.UserInfo.Length > 0)
            context.Error(node, $"{node.Label} has a user or password in it", "Use 'user' and 'password', or 'token'.");
        else if (url.AbsolutePath is not ("" or "/") || url.Query.Length > 0 || url.Fragment.Length > 0)
            context.Error(node, $"{node.Label} has more than a host and a port", "Write one such as \"nats://10.0.0.5:4222\".");
        else
            return text;
        return null;
    }

    private static string Bucket(ReadContext context, DocumentNode node)
    {
        if (TextValue.Read(context, node) is not { } text)
            return "";
        if (text.Length is 0 or > 200 || !text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            context.Error(node, "'bucket' is not the name of a bucket", "Write letters, digits, - and _.");
        return text;
    }

    private static string? Secret(ReadContext context, DocumentNode node)
    {
        if (TextValue.Read(context, node) is not { } text)
            return null;
        if (text.Length == 0 || text.Any(char.IsControl))
            context.Error(node, $"{node.Label} is empty or has a control character", "A variable from a file often ends in a line break.");
        else if (!node.Text.Contains(TextValue.Reference, StringComparison.Ordinal))
            context.Warn(node, $"{node.Label} has the secret itself in the file", "Keep it in the environment: \"${env:NATS_SECRET}\".");
        return text;
    }
}
