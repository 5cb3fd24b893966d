using System.Globalization;
using System.Text.Json.Nodes;
using Edge.Tests.Shared;

namespace Edge.EndToEnd.Deploy;

/// <summary>The manifests of <c>deploy/kubernetes</c>: whether they say the same of each other, of the image and of the configuration.</summary>
public sealed class KubernetesTests
{
    private const string Base = "deploy/kubernetes/base";
    private const string Fleet = "deploy/kubernetes/overlays/fleet";
    private static readonly JsonObject Deployment = Yaml.Read($"{Base}/deployment.yaml");
    private static readonly JsonNode Pod = Deployment.At("spec/template/spec")!;
    private static readonly JsonObject Container = Pod["containers"].Objects().ShouldHaveSingleItem();
    private static readonly EdgeConfiguration Configuration = EdgeConfiguration.Read($"{Base}/edge.json");

    /// <summary>Folders with a kustomization.</summary>
    public static TheoryData<string> Kustomizations =>
        [.. Repository.Files("deploy/kubernetes", "kustomization.yaml").Select(path => Path.GetDirectoryName(path)!)];

    [Theory]
    [MemberData(nameof(Kustomizations))]
    public void A_kustomization_names_what_is_there_and_leaves_nothing_out(string folder)
    {
        JsonObject kustomization = Yaml.Read($"{folder}/kustomization.yaml");
        string[] named = [.. kustomization["resources"].Strings(), .. kustomization["components"].Strings(), .. kustomization["configMapGenerator"].Objects().SelectMany(map => map["files"].Strings())];
        foreach (string name in named)
            Path.Exists(Path.Combine(Repository.Root, folder, name)).ShouldBeTrue($"{folder}/{name}");
        string[] files = [.. Directory.GetFiles(Path.Combine(Repository.Root, folder)).Select(path => Path.GetFileName(path))];
        // Values for the chart of another project, and what is told from here to people.
        files.Except(["kustomization.yaml", "prometheus-adapter.yaml"]).ShouldBeSubsetOf(named);
    }

    [Fact]
    public void Selectors_match_the_labels_of_the_pods()
    {
        string labels = Deployment.At("spec/template/metadata/labels")!.ToJsonString();
        Deployment.At("spec/selector/matchLabels")!.ToJsonString().ShouldBe(labels);
        foreach (JsonObject service in Yaml.All(Repository.Read($"{Base}/service.yaml")))
            service.At("spec/selector")!.ToJsonString().ShouldBe(labels);
        Yaml.Read($"{Base}/poddisruptionbudget.yaml").At("spec/selector/matchLabels")!.ToJsonString().ShouldBe(labels);
        Yaml.Read($"{Base}/networkpolicy.yaml").At("spec/podSelector/matchLabels")!.ToJsonString().ShouldBe(labels);
        foreach (JsonObject spread in Pod["topologySpreadConstraints"].Objects())
            spread.At("labelSelector/matchLabels")!.ToJsonString().ShouldBe(labels);
    }

    [Fact]
    public void Ports_are_those_that_the_configuration_listens_on()
    {
        Ports().ShouldBe([("http", Configuration.Data), ("control", Configuration.Control), ("metrics", Configuration.Metrics)]);
        foreach (JsonObject port in Yaml.All(Repository.Read($"{Base}/service.yaml")).SelectMany(service => service.At("spec/ports").Objects()))
            Ports().Select(known => known.Name).ShouldContain(port.Text("targetPort")!);
        Dockerfile.Of("EXPOSE").Split(' ').Select(port => int.Parse(port, CultureInfo.InvariantCulture)).ShouldBe(Ports().Select(known => known.Port));
    }

    [Fact]
    public void Probes_ask_what_an_edge_answers()
    {
        Container.Text("readinessProbe/httpGet/path").ShouldBe("/readyz");
        Container.Text("livenessProbe/httpGet/path").ShouldBe("/livez");
        foreach (string probe in new[] { "readinessProbe", "livenessProbe" })
            Container.Text($"{probe}/httpGet/port").ShouldBe("control");
    }

    [Fact]
    public void A_pod_has_the_time_that_a_stop_takes()
    {
        TimeSpan grace = TimeSpan.FromSeconds(int.Parse(Pod.Text("terminationGracePeriodSeconds")!, CultureInfo.InvariantCulture));
        // Traces and metrics have 5 s each to be sent; what is left is for the rest of a stop.
        grace.ShouldBeGreaterThanOrEqualTo(Configuration.Stop + TimeSpan.FromSeconds(5 + 5 + 5));
        Repository.Read("docs/operating.md").ShouldContain($"terminationGracePeriodSeconds: {grace.TotalSeconds}\n");
        EdgeConfiguration.Read($"{Fleet}/edge.json").Stop.ShouldBe(Configuration.Stop);
    }

    [Fact]
    public void A_pod_asks_for_no_more_than_the_strictest_level_allows()
    {
        Yaml.Read($"{Base}/namespace.yaml").At("metadata/labels")!["pod-security.kubernetes.io/enforce"]!.GetValue<string>().ShouldBe("restricted");
        Pod.Text("securityContext/runAsNonRoot").ShouldBe("true");
        $"{Pod.Text("securityContext/runAsUser")}:{Pod.Text("securityContext/runAsGroup")}".ShouldBe(Dockerfile.Of("USER"));
        Pod.Text("securityContext/fsGroup").ShouldBe(Pod.Text("securityContext/runAsGroup"));
        Pod.Text("securityContext/seccompProfile/type").ShouldBe("RuntimeDefault");
        Pod.Text("automountServiceAccountToken").ShouldBe("false");
        Container.Text("securityContext/allowPrivilegeEscalation").ShouldBe("false");
        Container.Text("securityContext/readOnlyRootFilesystem").ShouldBe("true");
        Container.At("securityContext/capabilities/drop").Strings().ShouldBe(["ALL"]);
        Container.Text("resources/requests/cpu").ShouldNotBeNull();
        Container.Text("resources/limits/memory").ShouldNotBeNull();
    }

    [Fact]
    public void Volumes_stand_where_the_program_looks()
    {
        string[] arguments = Container["args"].Strings();
        arguments.ShouldBe(Dockerfile.Words(Dockerfile.Of("CMD")));
        Mount("config").ShouldBe((Path.GetDirectoryName(arguments[^1])!, true));
        Mount("state").ShouldBe((EdgeConfiguration.Read($"{Fleet}/edge.json").StateFolder!, false));
        Pod["volumes"].Objects().Single(volume => volume.Text("name") == "config").Text("configMap/name")
            .ShouldBe(Yaml.Read($"{Base}/kustomization.yaml")["configMapGenerator"].Objects().ShouldHaveSingleItem().Text("name"));
    }

    [Fact]
    public void The_network_lets_through_what_the_configuration_needs()
    {
        JsonObject policy = Yaml.Read($"{Base}/networkpolicy.yaml");
        policy.At("spec/policyTypes").Strings().ShouldBe(["Ingress", "Egress"]);
        PortsOf(policy.At("spec/ingress")).ShouldBe([Configuration.Data, Configuration.Metrics]);
        int[] outside = PortsOf(policy.At("spec/egress"));
        outside.ShouldContain(53);
        // OTLP by gRPC and by HTTP.
        new[] { 4317, 4318 }.ShouldBeSubsetOf(outside);
        Configuration.Endpoints.Select(endpoint => endpoint.Port).ShouldBeSubsetOf(outside);
        JsonObject patch = Yaml.Read($"{Fleet}/kustomization.yaml")["patches"].Objects().Single(patch => patch.Text("target/kind") == "NetworkPolicy");
        string server = EdgeConfiguration.Read($"{Fleet}/edge.json").Servers.ShouldHaveSingleItem();
        patch.Text("patch").ShouldNotBeNull().ShouldContain($"port: {new Uri(server).Port}");
    }

    [Fact]
    public void The_autoscaler_goes_by_a_figure_that_dashboards_show_too()
    {
        JsonObject scaler = Yaml.Read("deploy/kubernetes/components/autoscaling/horizontalpodautoscaler.yaml");
        scaler.Text("spec/scaleTargetRef/kind").ShouldBe("Deployment");
        scaler.Text("spec/scaleTargetRef/name").ShouldBe(Deployment.Text("metadata/name"));
        string metric = scaler.At("spec/metrics").Objects().Single(metric => metric.Text("type") == "Pods").Text("pods/metric/name").ShouldNotBeNull();
        Yaml.Read("deploy/kubernetes/components/autoscaling/prometheus-adapter.yaml").At("rules/custom").Objects().ShouldHaveSingleItem().Text("seriesQuery")!.ShouldStartWith(metric + "{");
        Repository.Read("deploy/grafana/dashboards/edge-overview.json").ShouldContain($"sum({metric}{{");
    }

    [Fact]
    public void The_monitor_finds_the_service_of_figures_and_calls_the_job_edge()
    {
        JsonObject service = Yaml.All(Repository.Read($"{Base}/service.yaml")).Single(service => service.Text("metadata/name") == "edge-metrics");
        JsonObject monitor = Yaml.Read("deploy/kubernetes/components/monitoring/servicemonitor.yaml");
        JsonObject common = Yaml.Read($"{Base}/kustomization.yaml")["labels"].Objects().ShouldHaveSingleItem()["pairs"].ShouldBeOfType<JsonObject>();
        foreach ((string label, JsonNode? value) in monitor.At("spec/selector/matchLabels")!.AsObject())
            ((service.At("metadata/labels") as JsonObject)![label] ?? common[label])!.GetValue<string>().ShouldBe(value!.GetValue<string>());
        common[monitor.Text("spec/jobLabel")!]!.GetValue<string>().ShouldBe("edge");
        monitor.At("spec/endpoints").Objects().ShouldHaveSingleItem().Text("port").ShouldBe(service.At("spec/ports").Objects().ShouldHaveSingleItem().Text("name"));
    }

    private static (string Name, int Port)[] Ports() =>
        [.. Container["ports"].Objects().Select(port => (port.Text("name")!, int.Parse(port.Text("containerPort")!, CultureInfo.InvariantCulture)))];

    private static int[] PortsOf(JsonNode? rules) =>
        [.. rules.Objects().SelectMany(rule => rule["ports"].Objects()).Select(port => int.Parse(port.Text("port")!, CultureInfo.InvariantCulture)).Distinct()];

    private static (string Path, bool IsReadOnly) Mount(string name)
    {
        JsonObject mount = Container["volumeMounts"].Objects().Single(mount => mount.Text("name") == name);
        return (mount.Text("mountPath")!, mount.Text("readOnly") == "true");
    }
}
