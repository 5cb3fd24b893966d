using System.Text;

namespace ConfigSync.Tests.Resources;

public class ConfigDocumentFuzzTests
{
    private static readonly byte[] Full = Encoding.UTF8.GetBytes(FullDocument.Text);

    [Fact]
    public void A_document_cut_anywhere_gives_errors_with_places_or_a_configuration()
    {
        for (int length = 0; length <= Full.Length; length++)
            DocumentChecks.EdgeJson(Full.AsMemory(0, length));
    }

    [Fact]
    public void A_document_without_any_one_byte_gives_errors_with_places_or_a_configuration()
    {
        for (int at = 0; at < Full.Length; at++)
            DocumentChecks.EdgeJson((byte[])[.. Full[..at], .. Full[(at + 1)..]]);
    }

    [Fact]
    public void Mutated_documents_give_errors_with_places_or_a_configuration()
    {
        var random = new Random(20240117);
        for (int round = 0; round < 3000; round++)
            DocumentChecks.EdgeJson(Mutator.Mutate(Full, random));
    }
}
