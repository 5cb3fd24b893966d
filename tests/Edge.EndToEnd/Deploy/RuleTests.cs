using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Edge.Tests.Shared;

namespace Edge.EndToEnd.Deploy;

/// <summary>The rules of <c>deploy/prometheus</c>; that they work is tested by promtool, which <c>deploy/check.sh</c> calls.</summary>
public sealed partial class RuleTests
{
    private static readonly JsonObject[] Alerts =
        [.. Repository.Files("deploy/prometheus/rules", ".yml").SelectMany(path => Yaml.Read(path)["groups"].Objects()).SelectMany(group => group["rules"].Objects()).Where(rule => rule.ContainsKey("alert"))];

    private static readonly string Runbooks = Repository.Read("docs/runbooks.md");

    /// <summary>Their names.</summary>
    public static TheoryData<string> Names => [.. Alerts.Select(alert => alert.Text("alert")!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_alert_says_how_bad_it_is_and_whose_fault(string name)
    {
        JsonObject alert = Alert(name);
        name.ShouldStartWith("Edge");
        alert.Text("labels/severity").ShouldBeOneOf("critical", "warning");
        alert.Text("labels/side").ShouldBeOneOf("caller", "policy", "upstream", "edge");
        alert.Text("annotations/summary").ShouldNotBeNull().ShouldEndWith(".");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_alert_has_a_section_of_the_runbooks(string name)
    {
        string anchor = Alert(name).Text("annotations/runbook_url").ShouldNotBeNull();
        anchor.ShouldBe("docs/runbooks.md#" + name.ToLowerInvariant());
        Match section = Section().Matches(Runbooks).Where(match => match.Groups["title"].Value == name).ShouldHaveSingleItem();
        section.Groups["text"].Value.ShouldContain("**Means:**");
        section.Groups["text"].Value.ShouldContain("**Look:**");
        section.Groups["text"].Value.ShouldContain("**Do:**");
    }

    [Fact]
    public void The_runbooks_tell_of_no_other_alert() =>
        Section().Matches(Runbooks).Select(match => match.Groups["title"].Value).ShouldBe(Alerts.Select(alert => alert.Text("alert")!), ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_alert_is_tested_when_it_fires_and_when_it_must_not(string name)
    {
        JsonObject[] tests =
            [.. Repository.Files("deploy/prometheus/tests", ".yml").SelectMany(path => Yaml.Read(path)["tests"].Objects())
                .SelectMany(test => test["alert_rule_test"].Objects()).Where(test => test.Text("alertname") == name)];
        tests.Select(test => test["exp_alerts"].Objects().Length > 0).Order().ShouldBe([false, true]);
    }

    [Fact]
    public async Task The_resources_of_the_operator_are_the_same_rules()
    {
        JsonObject[] resources = [.. Yaml.All(await Tool.RunAsync("deploy/kubernetes/prometheus-rule.sh", "stack"))];
        resources.Select(resource => resource.Text("metadata/labels/release")).Distinct().ShouldHaveSingleItem().ShouldBe("stack");
        resources.Select(resource => resource.Text("kind")).Distinct().ShouldHaveSingleItem().ShouldBe("PrometheusRule");
        resources.Select(resource => resource["spec"]!["groups"]!.ToJsonString())
            .ShouldBe(Repository.Files("deploy/prometheus/rules", ".yml").Select(path => Yaml.Read(path)["groups"]!.ToJsonString()));
    }

    private static JsonObject Alert(string name) => Alerts.Where(alert => alert.Text("alert") == name).ShouldHaveSingleItem();

    [GeneratedRegex(@"^### (?<title>Edge\w+)\n(?<text>.*?)(?=^##|\z)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Section();
}
