using System.Text;
using ConfigSync.Resources;
using static ConfigSync.Tests.Resources.Reader;

namespace ConfigSync.Tests.Resources;

public class ResourceDocumentFuzzTests
{
    public static TheoryData<ResourceKind, string> Documents { get; } = new()
    {
        {
            ResourceKind.Deployment, """
            {
              "id": "a", "account": "team", "names": ["gpt-4o"], "endpoints": [{ "url": "http://10.0.0.7:8000", "replicas": 3, "maxConcurrency": 64 }],
              "servedModel": "org/Model", "auth": { "header": "x-api-key", "value": "Bearer ${env:KEY}" }, "ca": "ca.pem", "requireEndMark": false,
              "timeouts": { "connect": "1s", "total": "off" }, "limits": { "maxConnections": 7, "queueTimeout": "3s" },
              "createTime": "2026-03-01T08:30:00.25Z", "createdBy": "ci", "displayName": "größer"
            }
            """
        },
        { ResourceKind.Router, """{ "id": "a", "account": "team", "deployments": ["b", "accounts/team/deployments/a"], "strategy": "evenLoad", "public": true, "updateTime": "2026-03-01T08:30:00Z" }""" },
        { ResourceKind.Key, """{ "name": "a", "hash": "sha256:E2186DBDB1BB4193608605e84f33208765b5693b55edd4f730a719a100eeea6f", "displayName": "CI" }""" },
        { ResourceKind.Account, """{ "id": "team", "displayName": "The team", "createTime": "2026-03-01T08:30:00+01:00" }""" },
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public void Mutated_documents_give_errors_with_fields_or_a_resource_that_writes_and_reads_again(ResourceKind kind, string document)
    {
        byte[] whole = Encoding.UTF8.GetBytes(document);
        var key = new ResourceKey(kind, "team", kind == ResourceKind.Account ? "team" : "a");
        var random = new Random(20260301);
        for (int round = 0; round < 2000; round++)
            Check(key, Mutator.Mutate(whole, random));
        for (int length = 0; length < whole.Length; length++)
            Check(key, whole[..length]);
    }

    private static void Check(ResourceKey key, byte[] document)
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
    }

    private static ResourceReading Read(ResourceKey key, byte[] document) => ResourceDocument.Read(key, document, 1, default, Folder, Variable);
}
