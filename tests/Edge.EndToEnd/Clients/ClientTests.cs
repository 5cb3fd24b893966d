using Edge.EndToEnd.Harness;
using Xunit.Abstractions;

namespace Edge.EndToEnd.Clients;

/// <summary>What the tests of every client share. A failed test shows what the processes printed.</summary>
[Collection(EdgeCollection.Name)]
public abstract class ClientTests(EdgeFixture edge, ITestOutputHelper output) : IDisposable
{
    /// <summary>The running processes.</summary>
    private protected EdgeFixture Edge { get; } = edge;

    /// <inheritdoc/>
    public void Dispose()
    {
        output.WriteLine(Edge.Output);
        GC.SuppressFinalize(this);
    }

    /// <summary>Runs a case of a script against the running processes.</summary>
    private protected Task RunAsync(string script, string name) => NodeScript.RunAsync(
        script, name, Edge.Address.OriginalString, Edge.Quick.Address.OriginalString, Edge.Endless.Address.OriginalString);
}
