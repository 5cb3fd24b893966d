using System.Text;
using ConfigSync.Resources;
using static ConfigSync.Tests.Resources.Reader;

namespace ConfigSync.Tests.Resources;

public class ConfigDocumentFuzzTests
{
    private static readonly byte[] Full = Encoding.UTF8.GetBytes(FullDocument.Text);

    private static readonly string[] Pieces =
        ["{", "}", "[", "]", ",", ":", "\"", "null", "true", "0", "-1", "1e999", "\"\"", "\"off\"", "\"${env:KEY}\"", "\"${env:NOPE}\"", "\\", "\n", "/*", "//", "\u00e9", "\"a\"", "{}", "[]", "\\uD800", "\0", "\"id\":", "\"99999999h\"", "99999999999999999999", "\"..\"", "\"[[::1]]:1\""];

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
        {
            var document = new List<byte>(Full);
            for (int edits = random.Next(1, 6); edits > 0; edits--)
                Mutate(document, random);
            Check(document.ToArray());
        }
    }

    private static void Mutate(List<byte> document, Random random)
    {
        int at = random.Next(document.Count);
        int length = random.Next(1, Math.Min(40, document.Count - at + 1));
        switch (random.Next(4))
        {
            case 0: document[at] = (byte)random.Next(256); break;
            case 1: document.RemoveRange(at, length); break;
            case 2: document.InsertRange(at, document.GetRange(random.Next(document.Count - length), length)); break;
            default: document.InsertRange(at, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)])); break;
        }
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
