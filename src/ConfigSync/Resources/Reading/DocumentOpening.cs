using System.Buffers;
using System.Text;
using System.Text.Unicode;
using ConfigSync.Resources.Syntax;

namespace ConfigSync.Resources.Reading;

/// <summary>From bytes to a tree with places: what every document goes through before anybody asks what it says.</summary>
internal static class DocumentOpening
{
    /// <summary>The document's tree, or null after an error.</summary>
    /// <param name="utf8">The document; a byte order mark is skipped.</param>
    /// <param name="maxBytes">The most it may have, whole MiB.</param>
    /// <param name="baseDirectory">The folder that relative paths in the document start from.</param>
    /// <param name="environment">The value of an environment variable, or null where it is not set.</param>
    /// <param name="context">Where the errors are, and those of the readers to come.</param>
    internal static DocumentNode? Open(ReadOnlyMemory<byte> utf8, int maxBytes, string baseDirectory, Func<string, string?> environment, out ReadContext context)
    {
        bool tooLarge = utf8.Length > maxBytes;
        var source = new SourceText(tooLarge ? default : utf8);
        context = new ReadContext(source, baseDirectory, environment);
        if (tooLarge)
        {
            context.ErrorAt(0, $"the document is larger than {maxBytes >> 20} MiB", "Split what it holds, or take out what is not configuration.");
            return null;
        }
        if (InvalidUtf8(source.Bytes.Span) is { } invalid)
        {
            context.ErrorAt(invalid, "the document is not UTF-8", "Save it as UTF-8.");
            return null;
        }
        var parser = new DocumentParser(source);
        if (!parser.TryParse(out DocumentNode? root))
            context.ErrorAt(parser.ErrorOffset, parser.Problem, parser.Fix);
        return root;
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
}
