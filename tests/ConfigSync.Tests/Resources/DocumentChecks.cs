using System.Text;
using ConfigSync.Resources;
using static ConfigSync.Tests.Resources.Reader;

namespace ConfigSync.Tests.Resources;

/// <summary>What holds of the reading of any document whatever it says.</summary>
internal static class DocumentChecks
{
    /// <summary>Checks the reading of an <c>edge.json</c>; returns its errors.</summary>
    internal static IReadOnlyList<ConfigError> EdgeJson(ReadOnlyMemory<byte> document)
    {
        ConfigReading reading = ConfigDocument.Read(document, Folder, Variable);
        (reading.Config is null).ShouldBe(reading.Errors.Length > 0);
        string[] lines = Encoding.UTF8.GetString(document.Span).Split('\n');
        foreach (ConfigError error in reading.Errors.Concat(reading.Warnings))
        {
            error.Line.ShouldBeInRange(1, lines.Length);
            // Bytes that are not UTF-8 decode to at most as many characters as there are bytes; the place is never behind them.
            error.Column.ShouldBeInRange(1, Encoding.UTF8.GetByteCount(lines[error.Line - 1]) + 1);
            error.Problem.ShouldNotBeEmpty();
            error.Fix[^1].ShouldBeOneOf('.', '?');
            error.Problem[^1].ShouldNotBe('.');
            error.ToString().ShouldNotContain(Secret);
        }
        return reading.Errors;
    }

    /// <summary>Checks the reading of a stored document, and that what it says is the same after it was written; returns its errors.</summary>
    internal static IReadOnlyList<ConfigError> Stored(ResourceKey key, byte[] document)
    {
        ResourceReading reading = Read(key, document);
        (reading.Resource is null).ShouldBe(reading.Errors.Length > 0);
        foreach (ConfigError error in reading.Errors)
        {
            error.Line.ShouldBeGreaterThan(0);
            error.Column.ShouldBeGreaterThan(0);
            // What concerns the document as a whole, or a property it has not, says so in words.
            if (error.Pointer.Length == 0)
                error.Problem.ShouldMatch("the document|the string has|property name|is missing|not a known property|stands here twice");
            error.ToString().ShouldNotContain(Secret);
        }
        if (reading.Resource is { } resource)
            Described.Of(Read(key, ResourceDocument.Write(resource)).Resource).ShouldBe(Described.Of(resource));
        return reading.Errors;
    }

    private static ResourceReading Read(ResourceKey key, byte[] document) => ResourceDocument.Read(key, document, 1, default, Folder, Variable);
}
