using System.Buffers;
using System.Text;
using System.Text.Unicode;
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
        if (utf8.Length > MaxBytes)
            return Broken("", 1, 1, $"the document is larger than {MaxBytes >> 20} MiB", "Split what it holds, or take out what is not configuration.");

        var source = new SourceText(utf8);
        if (InvalidUtf8(source.Bytes.Span) is { } invalid)
            return Broken(source, invalid, "the document is not UTF-8", "Save it as UTF-8.");

        var parser = new DocumentParser(source);
        if (!parser.TryParse(out DocumentNode? root))
            return Broken(source, parser.ErrorOffset, parser.Problem, parser.Fix);

        var context = new ReadContext(source, Path.GetFullPath(baseDirectory), environment);
        EdgeConfig config = DocumentReader.Read(context, root);
        return context.Complete(config);
    }

    private static int? InvalidUtf8(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
            return null;
        int offset = 0;
        while (Rune.DecodeFromUtf8(bytes[offset..], out _, out int length) == OperationStatus.Done)
            offset += length;
        return offset;
    }

    private static ConfigReading Broken(SourceText source, int offset, string problem, string fix)
    {
        (int line, int column) = source.Locate(offset);
        return Broken("", line, column, problem, fix);
    }

    private static ConfigReading Broken(string pointer, int line, int column, string problem, string fix) =>
        new(null, [new ConfigError(pointer, line, column, problem, fix)]);
}
