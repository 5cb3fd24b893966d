using BenchmarkDotNet.Attributes;
using Edge.Intake;

namespace Edge.Bench;

/// <summary>How long it takes until a <c>model</c> that stands first is known, which is when a request may leave.</summary>
[MemoryDiagnoser]
[MinColumn]
public class KnownModelBench
{
    private readonly ModelScanner _scanner = new();
    private byte[] _start = [];

    /// <summary>The name; a long one is what accounts and deployments make.</summary>
    [Params("gpt-4o", "accounts/fireworks/models/llama-v3p1-70b-instruct#accounts/a/deployments/d")]
    public string Name { get; set; } = "";

    [GlobalSetup]
    public void Setup() => _start = System.Text.Encoding.UTF8.GetBytes($"{{\"model\":\"{Name}\",");

    [Benchmark]
    public bool Known()
    {
        _scanner.Reset();
        _scanner.Feed(_start);
        return _scanner.ModelKnown;
    }
}
