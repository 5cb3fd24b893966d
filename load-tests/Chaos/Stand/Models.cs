using System.Text;
using Edge.LoadTests.Chaos.Audit;
using Edge.LoadTests.Chaos.Plans;
using Edge.LoadTests.Chaos.Replicas;
using Edge.LoadTests.Common.Links;

namespace Edge.LoadTests.Chaos.Stand;

/// <summary>The replicas, the links before some of them, and the configuration that names them.</summary>
internal sealed class Models : IDisposable
{
    /// <summary>What the model of <see cref="Destination.Served"/> is called at its replicas.</summary>
    private const string ServedName = "a-model-of-another-name";

    /// <summary>Shorter than anything a caller waits for, so that nothing is left of what hangs.</summary>
    private const string Short = "\"timeouts\":{\"connect\":\"1s\",\"firstByte\":\"2s\",\"idle\":\"2s\",\"total\":\"10s\"}";

    /// <summary>So few connections that some requests wait, and some in vain; idle ones go soon, so that all are gone when the load is over.</summary>
    private const string Narrow = "\"limits\":{\"maxConnections\":5,\"maxQueue\":12,\"queueTimeout\":\"500ms\",\"idleConnection\":\"2s\"}";

    private const string Wide = "\"limits\":{\"idleConnection\":\"2s\"}";

    /// <summary>Replicas that fail are left out soon, and are back soon.</summary>
    private const string Health = "\"health\":{\"ejectTime\":\"500ms\"}";

    private readonly List<Replica> _replicas = [];
    private readonly List<FaultyLink> _links = [];
    private readonly List<string> _deployments = [];
    private readonly Ledger _ledger;
    private readonly Tally _tally;

    /// <summary>All listen at once.</summary>
    /// <param name="ledger">All requests.</param>
    /// <param name="tally">Where violations go.</param>
    /// <param name="seed">What faults of links are drawn from.</param>
    /// <param name="faults">Whether links have any.</param>
    internal Models(Ledger ledger, Tally tally, int seed, bool faults)
    {
        (_ledger, _tally) = (ledger, tally);
        Add(Destination.Calm, 2, Wide);
        Add(Destination.Served, 2, $"{Short},{Narrow},{Health},\"servedModel\":\"{ServedName}\"", ServedName);
        Add(Destination.Patience, 1, Wide);
        Rough = Add(Destination.Rough, 4, $"{Short},{Narrow},{Health}");
        AddWires(seed, faults);
    }

    /// <summary>The replicas that may be in a bad mood.</summary>
    internal IReadOnlyList<Replica> Rough { get; }

    /// <summary>The links that may go down.</summary>
    internal IReadOnlyList<FaultyLink> Links => _links;

    /// <summary>What <c>edge.json</c> says.</summary>
    internal string Configuration(int data, int control) => $$"""
        { "listen": { "data": "127.0.0.1:{{data}}", "control": "127.0.0.1:{{control}}" }, "anonymous": "default",
          "deployments": [
            {{string.Join(",\n    ", _deployments)}} ],
          "routers": [
            { "id": "{{Destination.Mix.Name}}", "deployments": [ "{{Destination.Rough.Name}}", "{{Destination.Wires.Name}}" ] },
            { "id": "{{Destination.Even.Name}}", "deployments": [ "{{Destination.Rough.Name}}", "{{Destination.Wires.Name}}" ], "strategy": "evenLoad" },
            { "id": "{{Destination.Sticky.Name}}", "deployments": [ "{{Destination.Rough.Name}}" ], "enableSessionAffinity": true } ] }
        """;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (FaultyLink link in _links)
            link.Dispose();
        foreach (Replica replica in _replicas)
            replica.Dispose();
    }

    private List<Replica> Add(Destination destination, int count, string settings, string? served = null)
    {
        List<Replica> added = [.. Enumerable.Range(0, count).Select(i => new Replica($"{destination.Name}{i}", served, destination.HasServerFaults, destination.HasLinks, _ledger, _tally))];
        _replicas.AddRange(added);
        Configure(destination, added.Select(replica => replica.Port), settings);
        return added;
    }

    private void AddWires(int seed, bool faults)
    {
        for (int i = 0; i < 4; i++)
        {
            var replica = new Replica($"{Destination.Wires.Name}{i}", null, hasFaults: false, hasLink: true, _ledger, _tally);
            _replicas.Add(replica);
            int own = seed + (1000 * i);
            _links.Add(new FaultyLink(replica.Port, faults ? number => RandomLinkFaults.Draw(own, number) : null));
        }
        Configure(Destination.Wires, _links.Select(link => link.Port), $"{Short},{Narrow},{Health}");
    }

    private void Configure(Destination destination, IEnumerable<int> ports, string settings)
    {
        var text = new StringBuilder($"{{ \"id\": \"{destination.Name}\", \"endpoints\": [ ");
        text.AppendJoin(", ", ports.Select(port => $"{{ \"url\": \"http://127.0.0.1:{port}\" }}"));
        _deployments.Add(text.Append($" ], {settings} }}").ToString());
    }
}
