using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Edge.Dashboards;
using Edge.Tests.Shared;

namespace Edge.EndToEnd.Deploy;

/// <summary>The dashboards of <c>deploy/grafana</c>.</summary>
public sealed partial class DashboardTests
{
    private const string Folder = "deploy/grafana/dashboards";

    /// <summary>The files.</summary>
    public static TheoryData<string> Files => [.. Repository.Files(Folder, ".json")];

    [Fact]
    public void The_files_are_what_their_source_writes()
    {
        Repository.Files(Folder, ".json").ShouldBe(Boards.All.Select(board => $"{Folder}/{board.Id}.json"), ignoreOrder: true);
        foreach (Dashboard board in Boards.All)
            Repository.Read($"{Folder}/{board.Id}.json").ShouldBe(DashboardJson.Of(board), "written by: dotnet run --project deploy/grafana/source -- deploy/grafana/dashboards");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_panel_says_what_it_shows_and_how_to_read_it(string path)
    {
        JsonObject[] panels = Panels(path);
        panels.ShouldNotBeEmpty();
        foreach (JsonObject panel in panels)
        {
            string title = panel.Text("title").ShouldNotBeNull();
            title.ShouldNotBeEmpty();
            panel.Text("description").ShouldNotBeNull(title).Length.ShouldBeGreaterThan(10, title);
            panel.Text("description")!.ShouldEndWith(".", customMessage: title);
            panel.Text("fieldConfig/defaults/unit").ShouldNotBeNull(title).ShouldNotBeEmpty(title);
            panel.Text("datasource/uid").ShouldBe("${datasource}", title);
            panel["targets"].Objects().ShouldNotBeEmpty(title);
            panel["targets"].Objects().Select(target => target.Text("legendFormat")).ShouldAllBe(legend => !string.IsNullOrEmpty(legend), title);
        }
        panels.Select(panel => panel.Text("title")).ShouldBeUnique();
        panels.Select(panel => (int)panel["id"]!).ShouldBeUnique();
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void No_panel_covers_another(string path)
    {
        var taken = new HashSet<(int, int)>();
        foreach (JsonNode place in JsonNode.Parse(Repository.Read(path))!["panels"].Objects().Select(panel => panel["gridPos"]!))
        {
            (int x, int y, int w, int h) = ((int)place["x"]!, (int)place["y"]!, (int)place["w"]!, (int)place["h"]!);
            (x + w).ShouldBeLessThanOrEqualTo(24);
            for (int i = 0; i < w * h; i++)
                taken.Add((x + (i % w), y + (i / w))).ShouldBeTrue($"{path}: something stands at {x + (i % w)}, {y + (i / w)} already");
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void What_a_reader_can_choose_is_what_queries_ask_for(string path)
    {
        string[] variables = [.. JsonNode.Parse(Repository.Read(path)).At("templating/list").Objects().Select(variable => variable.Text("name")!)];
        variables.ShouldBe(["datasource", "instance", "router", "deployment"]);
        foreach (string query in Queries(path))
        {
            foreach (Match used in Variable().Matches(query))
                variables.Append("__rate_interval").Append("__range").ShouldContain(used.Groups["name"].Value, query);
            query.ShouldNotContain("@");
        }
    }

    /// <summary>All at once, as recording rules: promtool takes half a second to start.</summary>
    [Fact]
    public async Task Every_query_is_one_that_Prometheus_understands()
    {
        var rules = new StringBuilder("groups:\n  - name: panels\n    rules:\n");
        string[] queries = [.. Repository.Files(Folder, ".json").SelectMany(Queries).Distinct()];
        queries.Length.ShouldBeGreaterThan(50);
        foreach ((string query, int number) in queries.Select((query, number) => (query, number)))
        {
            string plain = Variable().Replace(query, match => match.Groups["name"].Value is "__rate_interval" or "__range" ? "1m" : ".*");
            rules.Append($"      - record: panel:{number}\n        expr: |\n          {plain.ReplaceLineEndings("\n          ")}\n");
        }
        string file = Path.Combine(Directory.CreateTempSubdirectory("edge-panels-").FullName, "panels.yml");
        await File.WriteAllTextAsync(file, rules.ToString());
        (await Tool.RunAsync("promtool", "check", "rules", file)).ShouldContain($"{queries.Length} rules found");
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    [Fact]
    public void Grafana_finds_them_where_they_are_mounted()
    {
        JsonObject provider = Yaml.Read("deploy/grafana/provisioning/dashboards/edge.yaml")["providers"].Objects().ShouldHaveSingleItem();
        JsonObject grafana = Yaml.Read("deploy/docker/compose.yaml").At("services/grafana").ShouldBeOfType<JsonObject>();
        grafana["volumes"].Strings().ShouldContain($"../grafana/dashboards:{provider.Text("options/path")}:ro");
        grafana.Text("environment/GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH").ShouldBe($"{provider.Text("options/path")}/edge-overview.json");
        JsonObject source = Yaml.Read("deploy/grafana/provisioning/datasources/prometheus.yaml")["datasources"].Objects().ShouldHaveSingleItem();
        source.Text("url").ShouldBe("http://prometheus:9090");
        source.Text("jsonData/timeInterval").ShouldBe(Yaml.Read("deploy/prometheus/prometheus.yml").Text("global/scrape_interval"));
    }

    private static JsonObject[] Panels(string path) =>
        [.. JsonNode.Parse(Repository.Read(path))!["panels"].Objects().Where(panel => panel.Text("type") != "row")];

    private static IEnumerable<string> Queries(string path) =>
        Panels(path).SelectMany(panel => panel["targets"].Objects()).Concat(JsonNode.Parse(Repository.Read(path)).At("annotations/list").Objects())
            .Select(asks => asks.Text("expr").ShouldNotBeNull());

    [GeneratedRegex(@"\$(?<name>\w+)")]
    private static partial Regex Variable();
}
