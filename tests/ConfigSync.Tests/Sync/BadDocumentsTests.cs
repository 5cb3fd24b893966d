using System.Text;
using ConfigSync.Resources;
using ConfigSync.Snapshots;
using ConfigSync.Stores;
using ConfigSync.Sync;
using static ConfigSync.Tests.Sync.Documents;

namespace ConfigSync.Tests.Sync;

/// <summary>More than a thousand documents that are no good: none is taken, and the last good one serves on.</summary>
public class BadDocumentsTests
{
    private const string Good = """
        { "endpoints": [ { "url": "http://replica:8000", "replicas": 2, "maxConcurrency": 8 } ], "names": [ "chat" ], "servedModel": "m",
          "auth": { "header": "authorization", "value": "Bearer x" }, "requireEndMark": true,
          "timeouts": { "connect": "5s", "firstByte": "2m", "idle": "5m", "total": "off" },
          "limits": { "maxConnections": 10, "maxQueue": 10, "queueTimeout": "1s", "idleConnection": "1s" },
          "displayName": "Chat", "createTime": "2026-01-01T00:00:00Z", "updateTime": "2026-01-01T00:00:00Z", "createdBy": "me" }
        """;

    private readonly RoutingState _state = new(
        new EdgeConfig { Anonymous = "acme" }, new DocumentPlace("/", _ => null), keepsDocuments: true, _ => new Unbound(), TimeProvider.System);
    private readonly RoutingSnapshot _good;
    private long _revision = 1_000;
    private int _tried;

    public BadDocumentsTests()
    {
        _state.Put(Entry(DeploymentKey("d"), _revision, Good)).ShouldBeNull();
        _state.Put(Router("r", 1, "\"d\"")).ShouldBeNull();
        _good = _state.Publish();
    }

    [Fact]
    public void None_is_taken_and_the_last_good_one_serves()
    {
        for (int length = 0; length < Good.TrimEnd().Length; length++)
            Refused(Good[..length]);
        foreach (string bad in new[] { "null", "[]", "\"x\"", "7", "true", "{}", "{ \"endpoints\": [] }", "\u0000", "\ud83d", "{,}", Good + "}", Good + Good })
            Refused(bad);
        foreach (string property in Properties())
        {
            foreach (string value in new[] { "{ \"x\": 1 }", "[ [ ] ]", "1e99", "\"\\u0000\"", "\"${env:NOT_THERE}\"" })
                Refused(Minimal(property, value));
        }
        for (int i = 0; i < 600; i++)
            Refused(Good.Replace("\"servedModel\"", $"\"{new string('x', i + 1)}\": 1, \"servedModel\"", StringComparison.Ordinal));
        Refused(Good + new string(' ', ResourceDocument.MaxBytes));
        Refused("{ \"endpoints\": " + new string('[', 5_000) + new string(']', 5_000) + " }");
        foreach (string property in Properties())
            Refused(Good.Replace($"\"{property}\"", $"\"{property}\": null, \"{property}\"", StringComparison.Ordinal));
        _tried.ShouldBeGreaterThan(1_000);
    }

    [Fact]
    public void An_older_revision_is_passed_over_however_good_it_is()
    {
        for (int revision = 1; revision <= 1_000; revision++)
            _state.Put(Deployment("d", revision, "\"other\""));

        _state.Publish().ShouldBeSameAs(_good);
    }

    [Fact]
    public void Any_bytes_are_taken_or_refused_as_reading_them_alone_says()
    {
        var random = new Random(7);
        byte[] good = Encoding.UTF8.GetBytes(Good);
        for (int i = 0; i < 3_000; i++)
        {
            byte[] bytes = Resources.Mutator.Mutate(good, random);
            var entry = new StoreEntry(DeploymentKey("d"), bytes, ++_revision, Written);
            bool isGood = ResourceDocument.Read(entry.Key, bytes, entry.Revision, entry.Written, "/", _ => null).Resource is not null;

            (_state.Put(entry) is null).ShouldBe(isGood, Encoding.UTF8.GetString(bytes));
            _state.Publish().FindDeployment("accounts/acme/deployments/d").ShouldNotBeNull();
        }
    }

    private void Refused(string document)
    {
        _tried++;
        _state.Put(Entry(DeploymentKey("d"), ++_revision, document)).ShouldNotBeNull(document);
        _state.Publish().ShouldBeSameAs(_good);
        _state.Held().Single(entry => entry.Key == DeploymentKey("d")).Revision.ShouldBe(1_000);
    }

    private static string[] Properties() =>
        ["endpoints", "names", "auth", "timeouts", "limits", "displayName", "createTime", "updateTime", "createdBy", "requireEndMark"];

    /// <summary>A document in which this property alone is no good.</summary>
    private static string Minimal(string property, string value) => property == "endpoints"
        ? $$"""{ "endpoints": {{value}} }"""
        : $$"""{ "endpoints": [ { "url": "http://h" } ], "{{property}}": {{value}} }""";

    private sealed class Unbound : DeploymentState;
}
