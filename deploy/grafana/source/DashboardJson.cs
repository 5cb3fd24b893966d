using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Edge.Dashboards;

/// <summary>The JSON that Grafana reads.</summary>
internal static class DashboardJson
{
    private const int Columns = 24;

    // The newest layout that Grafana 10, 11 and 12 all read.
    private const int Schema = 39;

    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    /// <summary>The file of <paramref name="dashboard"/>.</summary>
    internal static string Of(Dashboard dashboard) => new JsonObject
    {
        ["uid"] = dashboard.Id,
        ["title"] = dashboard.Title,
        ["description"] = dashboard.Description,
        ["tags"] = new JsonArray("edge"),
        ["schemaVersion"] = Schema,
        ["editable"] = true,
        ["graphTooltip"] = 1,
        ["refresh"] = "30s",
        ["time"] = new JsonObject { ["from"] = "now-3h", ["to"] = "now" },
        ["links"] = new JsonArray(new JsonObject
        {
            ["type"] = "dashboards",
            ["title"] = "Edge",
            ["tags"] = new JsonArray("edge"),
            ["asDropdown"] = false,
            ["includeVars"] = true,
            ["keepTime"] = true,
        }),
        ["annotations"] = new JsonObject { ["list"] = new JsonArray(Changes()) },
        ["templating"] = new JsonObject { ["list"] = Variables() },
        ["panels"] = Panels(dashboard),
    }.ToJsonString(Layout) + "\n";

    private static JsonObject Source() => new() { ["type"] = "prometheus", ["uid"] = "${datasource}" };

    /// <summary>A line through all panels where an edge took a change. A change is seen between two scrapes, so the time looked at must hold two.</summary>
    private static JsonObject Changes() => new()
    {
        ["name"] = "Changes in force",
        ["datasource"] = Source(),
        ["enable"] = true,
        ["iconColor"] = "blue",
        ["expr"] = """sum by (instance) (changes(edge_snapshot_version{job="edge", instance=~"$instance"}[$__rate_interval])) > 0""",
        ["titleFormat"] = "Change on {{instance}}",
    };

    private static JsonArray Variables() =>
    [
        new JsonObject { ["name"] = "datasource", ["label"] = "Prometheus", ["type"] = "datasource", ["query"] = "prometheus" },
        Choice("instance", "Edge", """label_values(edge_requests_active{job="edge"}, instance)"""),
        Choice("router", "Router", """label_values(edge_router_requests_total{job="edge", instance=~"$instance"}, edge_router)"""),
        Choice("deployment", "Deployment", """label_values(edge_router_requests_total{job="edge", instance=~"$instance", edge_router=~"$router"}, edge_deployment)"""),
    ];

    private static JsonObject Choice(string name, string label, string query) => new()
    {
        ["name"] = name,
        ["label"] = label,
        ["type"] = "query",
        ["datasource"] = Source(),
        ["query"] = new JsonObject { ["query"] = query, ["refId"] = name },
        ["refresh"] = 2,
        ["sort"] = 1,
        ["multi"] = true,
        ["includeAll"] = true,
        // Everything, a missing label too: what was refused before it had a deployment has none.
        ["allValue"] = ".*",
        ["current"] = new JsonObject { ["text"] = "All", ["value"] = "$__all" },
    };

    private static JsonArray Panels(Dashboard dashboard)
    {
        var panels = new JsonArray();
        int id = 0, top = 0;
        foreach (Row row in dashboard.Rows)
        {
            panels.Add((JsonNode)new JsonObject { ["id"] = ++id, ["type"] = "row", ["title"] = row.Title, ["collapsed"] = false, ["gridPos"] = Place(0, top++, Columns, 1), ["panels"] = new JsonArray() });
            int left = 0, height = 0;
            foreach (Panel panel in row.Panels)
            {
                if (left + panel.Width > Columns)
                    (left, top, height) = (0, top + height, 0);
                panels.Add((JsonNode)Panel(panel, ++id, Place(left, top, panel.Width, panel.Height)));
                left += panel.Width;
                height = Math.Max(height, panel.Height);
            }
            top += height;
        }
        return panels;
    }

    private static JsonObject Place(int left, int top, int width, int height) => new() { ["x"] = left, ["y"] = top, ["w"] = width, ["h"] = height };

    private static JsonObject Panel(Panel panel, int id, JsonObject place) => new()
    {
        ["id"] = id,
        ["type"] = panel.Kind switch { PanelKind.Number => "stat", PanelKind.States => "state-timeline", _ => "timeseries" },
        ["title"] = panel.Title,
        ["description"] = panel.Description,
        ["datasource"] = Source(),
        ["gridPos"] = place,
        ["fieldConfig"] = new JsonObject { ["defaults"] = Field(panel), ["overrides"] = new JsonArray() },
        ["options"] = Options(panel),
        ["targets"] = new JsonArray([.. panel.Queries.Select((query, number) => (JsonNode)new JsonObject
        {
            ["refId"] = $"{(char)('A' + number)}",
            ["datasource"] = Source(),
            ["expr"] = query.Expression,
            ["legendFormat"] = query.Legend,
            ["range"] = true,
        })]),
    };

    private static JsonObject Field(Panel panel)
    {
        var steps = new JsonArray(new JsonObject { ["color"] = "green", ["value"] = null });
        if (panel.BadFrom is { } bad)
            steps.Add((JsonNode)new JsonObject { ["color"] = "red", ["value"] = bad });
        var field = new JsonObject { ["unit"] = panel.Unit, ["min"] = 0, ["thresholds"] = new JsonObject { ["mode"] = "absolute", ["steps"] = steps } };
        if (panel.Kind == PanelKind.Lines)
        {
            field["custom"] = new JsonObject
            {
                ["fillOpacity"] = panel.IsStacked ? 40 : 5,
                ["showPoints"] = "never",
                ["stacking"] = new JsonObject { ["mode"] = panel.IsStacked ? "normal" : "none" },
            };
        }
        return field;
    }

    private static JsonObject Options(Panel panel) => panel.Kind switch
    {
        PanelKind.Number => new JsonObject { ["reduceOptions"] = new JsonObject { ["calcs"] = new JsonArray("lastNotNull") }, ["colorMode"] = "value", ["graphMode"] = "area" },
        PanelKind.States => new JsonObject { ["showValue"] = "never", ["mergeValues"] = true },
        _ => new JsonObject
        {
            ["legend"] = new JsonObject { ["displayMode"] = "table", ["placement"] = "bottom", ["calcs"] = new JsonArray("lastNotNull", "max"), ["sortBy"] = "Last *", ["sortDesc"] = true },
            ["tooltip"] = new JsonObject { ["mode"] = "multi", ["sort"] = "desc" },
        },
    };
}
