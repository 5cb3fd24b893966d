using System.Text.Json;
using ConfigSync.Resources.Reading;
using ConfigSync.Resources.Syntax;
using ConfigSync.Resources.Writing;

namespace ConfigSync.Resources;

/// <summary>
/// Reads and writes one stored resource as JSON in UTF-8: flat, the same properties as an entry of <c>edge.json</c>, besides
/// <c>createTime</c>, <c>updateTime</c>, <c>createdBy</c> and <c>displayName</c>. Safe from any thread.
/// </summary>
public static class ResourceDocument
{
    /// <summary>Largest document in bytes: some thousand endpoints, and what NATS takes as one message by default.</summary>
    public const int MaxBytes = 1 << 20;

    /// <summary>
    /// Reads <paramref name="utf8"/>; every mistake is listed at once, and none throws. What the key says need not stand in the
    /// document, but must agree where it does. What the resource refers to is not looked for.
    /// </summary>
    /// <param name="key">What it is stored under.</param>
    /// <param name="utf8">The document; like <c>edge.json</c> it may have comments, trailing commas and a byte order mark.</param>
    /// <param name="revision">The store's revision of it.</param>
    /// <param name="written">When it was written, by the store's clock: the times where it says none.</param>
    /// <param name="baseDirectory">The folder that relative paths in the document start from.</param>
    /// <param name="environment">The value of an environment variable, or null where it is not set; asked for each <c>${env:NAME}</c>.</param>
    public static ResourceReading Read(
        ResourceKey key, ReadOnlyMemory<byte> utf8, long revision, DateTimeOffset written, string baseDirectory, Func<string, string?> environment)
    {
        if (ShortRouterReader.Read(key, utf8.Span, revision, written) is { } router)
            return new ResourceReading(router, []);
        return ReadLong(key, utf8, revision, written, baseDirectory, environment);
    }

    /// <summary>The same for every document, with the place of each mistake.</summary>
    internal static ResourceReading ReadLong(
        ResourceKey key, ReadOnlyMemory<byte> utf8, long revision, DateTimeOffset written, string baseDirectory, Func<string, string?> environment)
    {
        DocumentNode? root = DocumentOpening.Open(utf8, MaxBytes, baseDirectory, environment, out ReadContext context);
        return context.Complete(root is null ? null : new StoredReader(context, key, revision, written).Read(root));
    }

    /// <summary>
    /// Writes <paramref name="resource"/> so that reading it under its key gives the same again. What has its default is left out, and
    /// so are key and revision, which the store keeps. References to the environment in <c>auth.value</c> stand as they were written.
    /// </summary>
    public static byte[] Write(StoredResource resource) => resource switch
    {
        Deployment deployment => JsonSerializer.SerializeToUtf8Bytes(DeploymentJson.Of(deployment), ResourceJsonContext.Readable.DeploymentJson),
        Router router => JsonSerializer.SerializeToUtf8Bytes(RouterJson.Of(router), ResourceJsonContext.Readable.RouterJson),
        ApiKey key => JsonSerializer.SerializeToUtf8Bytes(KeyJson.Of(key), ResourceJsonContext.Readable.KeyJson),
        _ => JsonSerializer.SerializeToUtf8Bytes(AccountJson.Of(resource), ResourceJsonContext.Readable.AccountJson),
    };
}
