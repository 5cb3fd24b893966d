namespace Edge.Tests.Control.Contract;

/// <summary>All cases for edges that anybody on the machine may control.</summary>
public static class ContractCases
{
    /// <summary>What scripts find, unless their name begins with <c>bare</c>.</summary>
    private const string Prelude = """
        POST deployments?deploymentId=d1 {"baseModel":"accounts/@/models/m","endpoints":[{"url":"http://127.0.0.1:9","replicas":3}]} -> 200
        POST deployments?deploymentId=d2 {"baseModel":"accounts/@/models/m","endpoints":[{"url":"http://127.0.0.1:9/2","replicas":2}]} -> 200

        """;

    private static readonly Dictionary<string, string> Scripts = new[] { RouterCases.Scripts, UpdateCases.Scripts, DeploymentCases.Scripts, ListCases.Scripts, KeyCases.Scripts, ExplainCases.Scripts }
        .SelectMany(cases => cases).ToDictionary(one => one.Key, one => one.Value);

    /// <summary>Their names.</summary>
    public static TheoryData<string> All => [.. Scripts.Keys];

    /// <summary>The script of one.</summary>
    public static string ScriptOf(string name) => (name.StartsWith("bare", StringComparison.Ordinal) ? "" : Prelude) + Scripts[name];
}
