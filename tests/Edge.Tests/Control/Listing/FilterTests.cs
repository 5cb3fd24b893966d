using System.Text.Json;
using Edge.Control.Listing;

namespace Edge.Tests.Control.Listing;

public class FilterTests
{
    private static readonly FieldTree Fields = FieldTree.Of(
        "name", "displayName", "createTime", "state", "status.code", "status.message", "deployments", "public", "replicaCount", "endpoints.url", "endpoints.replicas");

    private static readonly JsonElement Resource = JsonDocument.Parse("""
        {
          "name": "accounts/acme/routers/chat", "displayName": "Chat, \"the\" one", "createTime": "2026-03-01T08:30:00.250Z", "state": "READY",
          "status": { "code": "OK", "message": "" }, "deployments": [ "accounts/acme/deployments/a", "accounts/acme/deployments/b" ], "public": false,
          "replicaCount": 5, "endpoints": [ { "url": "http://a", "replicas": 2 }, { "url": "http://b", "replicas": 3 } ]
        }
        """).RootElement;

    [Theory]
    [InlineData("", true)]
    [InlineData("state = READY", true)]
    [InlineData("state=\"READY\"", true)]
    [InlineData("state != READY", false)]
    [InlineData("state != CREATING", true)]
    [InlineData("state = ready", false)]
    [InlineData("displayName = 'Chat, \"the\" one'", true)]
    [InlineData("displayName = \"Chat, \\\"the\\\" one\"", true)]
    [InlineData("displayName = \"Chat*\"", true)]
    [InlineData("displayName = \"*one\"", true)]
    [InlineData("displayName = \"*the*\"", true)]
    [InlineData("displayName = \"*two\"", false)]
    [InlineData("displayName:the", true)]
    [InlineData("displayName:The", false)]
    [InlineData("displayName:*", true)]
    [InlineData("status.message:*", false)]
    [InlineData("status:code", true)]
    [InlineData("status:nothing", false)]
    [InlineData("status.code = OK", true)]
    [InlineData("replicaCount = 5", true)]
    [InlineData("replicaCount = 5.0", true)]
    [InlineData("replicaCount > 4 AND replicaCount < 6", true)]
    [InlineData("replicaCount >= 6", false)]
    [InlineData("replicaCount > -1", true)]
    [InlineData("replicaCount > many", false)]
    [InlineData("public = false", true)]
    [InlineData("public = true", false)]
    [InlineData("NOT public = true", true)]
    [InlineData("-public = true", true)]
    [InlineData("-(public = false)", false)]
    [InlineData("createTime > 2026-03-01T08:30:00Z", true)]
    [InlineData("createTime > 2026-03-01T09:30:00+01:00", true)]
    [InlineData("createTime < \"2026-03-01T08:30:01Z\"", true)]
    [InlineData("createTime = 2026-03-01T08:30:00.25Z", true)]
    [InlineData("deployments:accounts/acme/deployments/b", true)]
    [InlineData("deployments:\"accounts/acme/deployments/c\"", false)]
    [InlineData("deployments:\"*/b\"", true)]
    [InlineData("endpoints.url = \"http://b\"", true)]
    [InlineData("endpoints.replicas > 2", true)]
    [InlineData("endpoints.replicas > 3", false)]
    [InlineData("endpoints.url != \"http://b\"", false)]
    [InlineData("state = CREATING OR state = READY", true)]
    [InlineData("state = READY AND public = true OR replicaCount = 5", true)]
    [InlineData("(state = READY AND public = true) OR replicaCount = 6", false)]
    [InlineData("state = READY replicaCount = 5", true)]
    [InlineData("state = READY replicaCount = 6", false)]
    [InlineData("state = READY replicaCount = 5 OR replicaCount = 6 AND public = false", true)]
    public void A_filter_holds_or_not(string filter, bool holds)
    {
        FilterParser.TryParse(filter, Fields, out FilterNode? node, out string? problem).ShouldBeTrue(problem);
        node!.Holds(Resource).ShouldBe(holds);
    }

    [Theory]
    [InlineData("nothing = 1", "'nothing' at 0 is no field")]
    [InlineData("status.nothing = 1", "'status.nothing' at 0 is no field")]
    [InlineData("state.code = 1", "'state.code' at 0 is no field")]
    [InlineData("state", "'state' at 0 is compared with nothing")]
    [InlineData("state =", "a value is missing at 7")]
    [InlineData("state = AND", null)]
    [InlineData("= READY", "a field is missing at 0")]
    [InlineData("state = READY AND", "a field is missing at 17")]
    [InlineData("AND state = READY", "a field is missing at 0")]
    [InlineData("(state = READY", "a parenthesis is not closed before 14")]
    [InlineData("state = READY)", "')' at 13 stands where")]
    [InlineData("()", "a field is missing at 1")]
    [InlineData("state = \"READY", "the text that begins at 8 has no end")]
    [InlineData("state ! READY", "'!' at 6 is no operator")]
    [InlineData("state == READY", "a value is missing at 7")]
    [InlineData("NOT", "a field is missing at 3")]
    [InlineData("\"state\" = READY", "a field is missing at 0")]
    public void What_is_no_filter_is_refused_with_its_place(string filter, string? problem)
    {
        bool good = FilterParser.TryParse(filter, Fields, out _, out string? told);
        good.ShouldBe(problem is null);
        if (problem is not null)
            told.ShouldNotBeNull().ShouldStartWith(problem);
    }

    [Fact]
    public void Nesting_and_length_are_bounded()
    {
        string deep = new string('(', 100) + "state = READY" + new string(')', 100);
        FilterParser.TryParse(deep, Fields, out _, out string? problem).ShouldBeFalse();
        problem.ShouldNotBeNull().ShouldContain("nested deeper");
        FilterParser.TryParse(string.Concat(Enumerable.Repeat("NOT ", 900)) + "state = READY", Fields, out _, out problem).ShouldBeFalse();
        problem.ShouldNotBeNull().ShouldContain("nested deeper");
        FilterParser.TryParse(new string('x', 5_000), Fields, out _, out problem).ShouldBeFalse();
        problem.ShouldNotBeNull().ShouldContain("longer than");
    }

    [Fact]
    public void Any_text_is_read_or_refused()
    {
        var random = new Random(5);
        string[] pieces = ["state", "=", "!=", "<", ">=", ":", "(", ")", "AND", "OR", "NOT", "-", "\"", "'", "\\", " ", "READY", "5", "*", "status.code", ".", "\u0000", "é", "!"];
        int good = 0;
        for (int i = 0; i < 20_000; i++)
        {
            string filter = string.Concat(Enumerable.Range(0, random.Next(1, 14)).Select(_ => pieces[random.Next(pieces.Length)] + (random.Next(2) == 0 ? " " : "")));
            bool read = FilterParser.TryParse(filter, Fields, out FilterNode? node, out string? problem);
            (problem is null).ShouldBe(read, filter);
            if (read)
            {
                node!.Holds(Resource);
                good++;
            }
        }
        good.ShouldBeGreaterThan(50);
    }
}
