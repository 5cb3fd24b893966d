using System.Text;
using ConfigSync.Resources;
using ConfigSync.Resources.Reading;
using static ConfigSync.Tests.Resources.Reader;

namespace ConfigSync.Tests.Resources.Reading;

public class ShortRouterReaderTests
{
    private const string Full = """
        { "deployments": ["b", "c",], "displayName": "My router", "names": ["gpt 4o", "x"], "strategy": "evenLoad", "model": "org:m",
          "enableSessionAffinity": true, "public": false, "createTime": "2026-03-01T08:30:00.25Z", "updateTime": "2026-03-02T08:30:00+01:00", "createdBy": "ci" }
        """;

    private static readonly ResourceKey Key = new(ResourceKind.Router, "team", "a");
    private static readonly DateTimeOffset Written = new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("""{ "deployments": [ "m0" ], "displayName": "Router 1" }""")]
    [InlineData("""{"deployments":["m0"]}""")]
    [InlineData("""{"deployments":["m0"],"strategy":"weightedRandom","names":[],"displayName":""}""")]
    [InlineData(Full)]
    public void A_usual_router_is_read_the_short_way_as_the_long_way_reads_it(string document)
    {
        Short(Key, document).ShouldNotBeNull();
        Check(Encoding.UTF8.GetBytes(document)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("""{ "deployments": [] }""")]
    [InlineData("""{ "deployments": ["m0", "m0"] }""")]
    [InlineData("""{ "deployments": ["M0"] }""")]
    [InlineData("""{ "deployments": ["accounts/team/deployments/m0"] }""")]
    [InlineData("""{ "deployments": ["m0"], "deployments": ["m1"] }""")]
    [InlineData("""{ "deployments": ["m0"], "displayname": "x" }""")]
    [InlineData("""{ "deployments": ["m0"], "id": "a" }""")]
    [InlineData("""{ "deployments": ["m0"], "model": null }""")]
    [InlineData("""{ "deployments": ["m0"], "public": "yes" }""")]
    [InlineData("""{ "deployments": ["m0"], "strategy": "best" }""")]
    [InlineData("""{ "deployments": ["m0"], "names": ["x", "x"] }""")]
    [InlineData("""{ "deployments": ["m0"], "names": [""] }""")]
    [InlineData("""{ "deployments": ["m0"], "createTime": "today" }""")]
    [InlineData("""{ "deployments": ["m0"], "displayName": "größer" }""")]
    [InlineData("""{ "deployments": ["m0"], "displayName": "${env:KEY}" }""")]
    [InlineData("""{ "deployments": ["m0"], "displayName": "a\u0041" }""")]
    [InlineData("""{ "deployments": ["m0"] } // why""")]
    [InlineData("""{ "deployments": ["m0"] } { }""")]
    [InlineData("""[ "m0" ]""")]
    [InlineData("")]
    public void What_is_unusual_or_wrong_is_left_to_the_long_way(string document)
    {
        Short(Key, document).ShouldBeNull();
        Check(Encoding.UTF8.GetBytes(document)).ShouldBeFalse();
    }

    [Fact]
    public void A_long_document_and_long_texts_are_left_to_the_long_way()
    {
        Short(Key, $$"""{ "deployments": ["m0"], "displayName": "{{new string('x', 63)}}" }""").ShouldNotBeNull();
        Short(Key, $$"""{ "deployments": ["m0"], "displayName": "{{new string('x', 64)}}" }""").ShouldBeNull();
        Short(Key, $$"""{ "deployments": ["m0"], "model": "{{new string('x', 256)}}" }""").ShouldNotBeNull();
        Short(Key, $$"""{ "deployments": ["m0"], "model": "{{new string('x', 257)}}" }""").ShouldBeNull();
        Short(Key, """{ "deployments": ["m0"] }""" + new string(' ', 3000)).ShouldBeNull();
    }

    [Theory]
    [InlineData(ResourceKind.Deployment, "team", "a")]
    [InlineData(ResourceKind.Router, "auto", "a")]
    [InlineData(ResourceKind.Router, "Team", "a")]
    [InlineData(ResourceKind.Router, "team", "-a")]
    public void Only_routers_under_good_keys_are_read_the_short_way(ResourceKind kind, string account, string id) =>
        Short(new ResourceKey(kind, account, id), Full).ShouldBeNull();

    [Fact]
    public void Whatever_the_short_way_reads_of_mutated_documents_the_long_way_reads_alike()
    {
        byte[] whole = Encoding.UTF8.GetBytes(Full);
        var random = new Random(20260401);
        int read = 0;
        for (int round = 0; round < 20_000; round++)
            read += Check(Mutator.Mutate(whole, random)) ? 1 : 0;
        read.ShouldBeGreaterThan(100, "else nothing was compared");
        for (int length = 0; length < whole.Length; length++)
            Check(whole[..length]);
    }

    /// <summary>Compares both ways; returns whether the short one read it.</summary>
    private static bool Check(byte[] document)
    {
        if (ShortRouterReader.Read(Key, document, 7, Written) is not { } router)
            return false;
        ResourceReading reading = ResourceDocument.ReadLong(Key, document, 7, Written, Folder, Variable);
        reading.Errors.ShouldBeEmpty(Encoding.UTF8.GetString(document));
        Described.Of(router).ShouldBe(Described.Of(reading.Resource));
        router.Revision.ShouldBe(7);
        return true;
    }

    private static Router? Short(ResourceKey key, string document) => ShortRouterReader.Read(key, Encoding.UTF8.GetBytes(document), 7, Written);
}
