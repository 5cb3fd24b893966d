using System.Text.Json;
using Edge.Control.Listing;

namespace Edge.Tests.Control.Listing;

public class ListQueryTests
{
    private static readonly FieldTree Fields = FieldTree.Of("name", "createTime", "replicaCount", "status.code", "status.message", "endpoints.url");

    [Fact]
    public void Without_parameters_the_first_fifty_come_by_name_with_a_token()
    {
        (string[] names, string? token, int total) = List(new ListParameters("name"), Numbered(120));
        names.ShouldBe(Numbered(120).Take(50).Select(NameOf));
        token.ShouldNotBeNull();
        total.ShouldBe(120);
    }

    [Fact]
    public void A_page_may_have_two_hundred_at_most()
    {
        List(new ListParameters("name") { PageSize = 100_000 }, Numbered(300)).Names.Length.ShouldBe(200);
        List(new ListParameters("name") { PageSize = 3 }, Numbered(300)).Names.Length.ShouldBe(3);
        List(new ListParameters("name") { PageSize = 300 }, Numbered(200)).Token.ShouldBeNull("this is the last page");
    }

    [Fact]
    public void The_total_counts_what_the_filter_leaves()
    {
        (string[] names, string? token, int total) = List(new ListParameters("name") { Filter = "replicaCount >= 118" }, Numbered(120));
        names.ShouldBe(["r118", "r119"]);
        token.ShouldBeNull();
        total.ShouldBe(2);
    }

    [Theory]
    [InlineData("replicaCount desc", "r3 r2 r1 r0")]
    [InlineData("replicaCount", "r0 r1 r2 r3")]
    [InlineData("replicaCount asc", "r0 r1 r2 r3")]
    [InlineData("status.code, name desc", "r3 r1 r2 r0")]
    [InlineData(" status.code desc , replicaCount desc ", "r2 r0 r3 r1")]
    [InlineData("createTime", "r0 r1 r2 r3")]
    public void Fields_order_and_ties_go_by_name(string order, string names) =>
        string.Join(' ', List(new ListParameters("name") { OrderBy = order }, Numbered(4)).Names).ShouldBe(names);

    [Theory]
    [InlineData("name", """{"name":"r1"}""")]
    [InlineData("status.code, name", """{"name":"r1","status":{"code":"B"}}""")]
    [InlineData("status,status.code", """{"status":{"code":"B","message":"m"}}""")]
    [InlineData("endpoints.url", """{"endpoints":[{"url":"http://a"},{"url":"http://b"}]}""")]
    public void A_mask_leaves_what_is_asked_for(string mask, string left)
    {
        JsonElement list = Write(new ListParameters("name") { ReadMask = mask, Filter = "name = r1" }, Numbered(3));
        list.GetProperty("things")[0].GetRawText().ShouldBe(left);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("*", "")]
    [InlineData("name,*", "")]
    public void A_mask_of_everything_leaves_everything(string mask, string filter) =>
        Write(new ListParameters("name") { ReadMask = mask, Filter = filter }, Numbered(1)).GetProperty("things")[0].GetRawText().ShouldBe(Numbered(1)[0].GetRawText());

    [Fact]
    public void Every_mistake_names_its_parameter()
    {
        Problem(new ListParameters("name") { Filter = "x = 1" }).ShouldStartWith("filter: 'x' at 0 is no field");
        Problem(new ListParameters("name") { OrderBy = "x desc" }).ShouldBe("orderBy: 'x' is no field.");
        Problem(new ListParameters("name") { OrderBy = "name down" }).ShouldStartWith("orderBy: 'name down' is no field with desc");
        Problem(new ListParameters("name") { OrderBy = "name,," }).ShouldStartWith("orderBy: ");
        Problem(new ListParameters("name") { ReadMask = "name,x" }).ShouldBe("readMask: 'x' is no field.");
        Problem(new ListParameters("name") { PageSize = -1 }).ShouldStartWith("pageSize: it is negative");
        Problem(new ListParameters("name") { PageToken = "rubbish" }).ShouldStartWith("pageToken: ");
        Problem(new ListParameters("name") { PageToken = new string('A', 100_000) }).ShouldStartWith("pageToken: ");
    }

    [Fact]
    public void A_token_is_of_its_query_and_the_size_may_change()
    {
        var first = new ListParameters("name") { Filter = "replicaCount > 0", OrderBy = "replicaCount desc", PageSize = 2 };
        string token = List(first, Numbered(9)).Token!;

        List(first with { PageToken = token, PageSize = 3 }, Numbered(9)).Names.ShouldBe(["r6", "r5", "r4"]);
        Problem(first with { PageToken = token, Filter = "" }).ShouldStartWith("pageToken: ");
        Problem(first with { PageToken = token, OrderBy = "replicaCount" }).ShouldStartWith("pageToken: ");
        Problem(first with { PageToken = token, ReadMask = "name" }).ShouldStartWith("pageToken: ");
        Problem(first with { PageToken = token[..^2] }).ShouldStartWith("pageToken: ");
    }

    [Fact]
    public void Writes_between_pages_skip_and_double_nothing_that_stays()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var things = Enumerable.Range(0, 60).Where(_ => random.Next(2) == 0).Select(Thing).ToList();
            HashSet<string> stays = [.. things.Select(NameOf)];
            var seen = new List<string>();
            var query = new ListParameters("name") { OrderBy = random.Next(2) == 0 ? "status.code desc" : "", PageSize = random.Next(1, 9) };
            string? token = "";
            while (token is not null)
            {
                (string[] Names, string? Token, int) page = List(query with { PageToken = token }, things);
                token = page.Token;
                seen.AddRange(page.Names);
                int number = random.Next(60);
                stays.Remove($"r{number}");
                if (things.RemoveAll(thing => NameOf(thing) == $"r{number}") == 0)
                    things.Add(Thing(number));
            }
            seen.ShouldBeUnique();
            stays.Except(seen).ShouldBeEmpty($"seed {seed}");
        }
    }

    [Fact]
    public void A_mutated_token_is_taken_or_refused_and_never_throws()
    {
        string token = List(new ListParameters("name") { PageSize = 2 }, Numbered(9)).Token!;
        var random = new Random(9);
        for (int i = 0; i < 5_000; i++)
        {
            char[] changed = token.ToCharArray();
            changed[random.Next(changed.Length)] = "ABCxyz019-_=+ "[random.Next(14)];
            var query = new ListParameters("name") { PageToken = new string(changed) };
            if (ListQuery.TryRead(query, Fields, out ListQuery? read, out _))
                Written(read, Numbered(9));
        }
    }

    private static string Problem(ListParameters parameters)
    {
        ListQuery.TryRead(parameters, Fields, out _, out string? problem).ShouldBeFalse();
        return problem!;
    }

    private static (string[] Names, string? Token, int Total) List(ListParameters parameters, IEnumerable<JsonElement> things)
    {
        JsonElement list = Write(parameters, things);
        return ([.. list.GetProperty("things").EnumerateArray().Select(NameOf)],
            list.TryGetProperty("nextPageToken", out JsonElement token) ? token.GetString() : null,
            list.GetProperty("totalSize").GetInt32());
    }

    private static JsonElement Write(ListParameters parameters, IEnumerable<JsonElement> things)
    {
        ListQuery.TryRead(parameters, Fields, out ListQuery? query, out string? problem).ShouldBeTrue(problem);
        return Written(query!, things);
    }

    private static JsonElement Written(ListQuery query, IEnumerable<JsonElement> things)
    {
        var stream = new MemoryStream();
        using (var output = new Utf8JsonWriter(stream))
            query.Write(output, "things", things);
        return JsonDocument.Parse(stream.ToArray()).RootElement;
    }

    private static List<JsonElement> Numbered(int count) => [.. Enumerable.Range(0, count).Select(Thing).OrderBy(NameOf, StringComparer.Ordinal)];

    private static JsonElement Thing(int number) => JsonDocument.Parse(
        $$"""{"name":"r{{number}}","replicaCount":{{number}},"status":{"code":"{{(number % 2 == 0 ? "Z" : "B")}}","message":"m"},"endpoints":[{"url":"http://a","replicas":1},{"url":"http://b"}]}""").RootElement;

    private static string NameOf(JsonElement thing) => thing.GetProperty("name").GetString()!;
}
