using ConfigSync.Resources.Reading;
using ConfigSync.Resources.Syntax;

namespace ConfigSync.Resources;

/// <summary>
/// Reads the text of <c>edge.json</c>: JSON (RFC 8259) in UTF-8, with comments and trailing commas. Never throws for what a
/// document says; every mistake is listed at once. Safe from any thread.
/// </summary>
public static class ConfigDocument
{
    /// <summary>Largest document in bytes: far above any real one (100 000 deployments of 150 bytes), far below what hurts.</summary>
    public const int MaxBytes = 16 << 20;

    /// <summary>Deepest nesting of objects and arrays; the shape itself needs 6.</summary>
    public const int MaxDepth = 64;

    /// <summary>Most errors listed; whoever has more mends these first.</summary>
    public const int MaxErrors = 200;

    /// <summary>Reads <paramref name="utf8"/>.</summary>
    /// <param name="utf8">The document; a byte order mark is skipped.</param>
    /// <param name="baseDirectory">The folder that relative paths in the document start from.</param>
    /// <param name="environment">The value of an environment variable, or null where it is not set; asked for each <c>${env:NAME}</c>.</param>
    public static ConfigReading Read(ReadOnlyMemory<byte> utf8, string baseDirectory, Func<string, string?> environment)
    {
        DocumentNode? root = DocumentOpening.Open(utf8, MaxBytes, baseDirectory, environment, out ReadContext context);
        return context.Complete(root is null ? null : DocumentReader.Read(context, root));
    }
}
