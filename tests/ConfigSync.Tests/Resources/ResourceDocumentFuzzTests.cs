using System.Text;
using ConfigSync.Resources;

namespace ConfigSync.Tests.Resources;

public class ResourceDocumentFuzzTests
{
    public static TheoryData<ResourceKind> Kinds => [.. StoredDocuments.All.Select(stored => stored.Kind)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Mutated_documents_give_errors_with_fields_or_a_resource_that_writes_and_reads_again(ResourceKind kind)
    {
        byte[] whole = Encoding.UTF8.GetBytes(StoredDocuments.Of(kind));
        ResourceKey key = StoredDocuments.Key(kind);
        var random = new Random(20260301);
        for (int round = 0; round < 2000; round++)
            DocumentChecks.Stored(key, Mutator.Mutate(whole, random));
        for (int length = 0; length < whole.Length; length++)
            DocumentChecks.Stored(key, whole[..length]);
    }
}
