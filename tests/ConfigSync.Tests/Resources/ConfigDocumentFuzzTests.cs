using System.Text;
using ConfigSync.Resources;
using static ConfigSync.Tests.Resources.Reader;

namespace ConfigSync.Tests.Resources;

public class ConfigDocumentFuzzTests
{
    private static readonly byte[] Full = Encoding.UTF8.GetBytes(FullDocument.Text);

    [Fact]
    public void A_document_cut_anywhere_gives_errors_with_places_or_a_configuration()
    {
        for (int length = 0; length <= Full.Length; length++)
            Check(Full.AsMemory(0, length));
    }

    [Fact]
    public void A_document_without_any_one_byte_gives_errors_with_places_or_a_configuration()
    {
        for (int at = 0; at < Full.Length; at++)
            Check((byte[])[.. Full[..at], .. Full[(at + 1)..]]);
    }

    [Fact]
    public void Mutated_documents_give_errors_with_places_or_a_configuration()
    {
        var random = new Random(20240117);
        for (int round = 0; round < 3000; round++)
            Check(Mutator.Mutate(Full, random));
    }

    private static void Check(ReadOnlyMemory<byte> document)
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
    }
}
