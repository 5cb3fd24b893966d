namespace Edge.Tests.Control.Contract;

/// <summary>The control API row by row (docs/specs/fireworks.md), on a folder.</summary>
public sealed class FolderContractTests(FolderEdge edge) : IClassFixture<FolderEdge>
{
    [Theory]
    [MemberData(nameof(ContractCases.All), MemberType = typeof(ContractCases))]
    public Task What_the_contract_says(string name) => edge.RunAsync(ContractCases.ScriptOf(name));
}

/// <summary>The same on a bucket of NATS.</summary>
public sealed class BucketContractTests(BucketEdge edge) : IClassFixture<BucketEdge>
{
    [Theory]
    [MemberData(nameof(ContractCases.All), MemberType = typeof(ContractCases))]
    public Task What_the_contract_says(string name) => edge.RunAsync(ContractCases.ScriptOf(name));
}

/// <summary>Who may do what, where there are keys.</summary>
public sealed class AccessContractTests(ClosedEdge edge) : IClassFixture<ClosedEdge>
{
    [Theory]
    [MemberData(nameof(AccessCases.All), MemberType = typeof(AccessCases))]
    public Task What_the_contract_says(string name) => edge.RunAsync(AccessCases.Scripts[name]);
}
