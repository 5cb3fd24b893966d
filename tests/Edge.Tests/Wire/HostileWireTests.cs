using ConfigSync.Resources;
using Shared.Hostile;

namespace Edge.Tests.Wire;

/// <summary>The list of hostile input (tests/Shared/Hostile), judged by what a backend and other callers see of it.</summary>
public sealed class HostileWireTests
{
    /// <summary>What is attacked: the parts of the list.</summary>
    public static TheoryData<string> Titles => [.. HostileCases.Groups.Select(group => group.Title)];

    [DriverTheory]
    [MemberData(nameof(Titles))]
    public async Task Hostile_input_does_no_harm(string attacked)
    {
        using var backend = new RecordingBackend();
        await using WireEdge edge = await WireEdge.StartAsync(m => m with { Endpoints = [new EndpointConfig(new Uri($"http://127.0.0.1:{backend.Port}"))] });
        var run = new HostileRun(edge.Address, backend, WireConnection.Patience);
        var harm = new List<string>();
        foreach (HostileCase hostile in HostileCases.Groups.Single(group => group.Title == attacked).Cases)
        {
            Observation seen = await run.RunAsync(hostile, edge.ExpectIdleAsync);
            await edge.ExpectIdleAsync();
            if (HarmOf(hostile, seen) is { } done)
                harm.Add($"{hostile.Name} ({hostile.Clause}, {hostile.Held}): {done}\n{seen}");
        }
        harm.ShouldBeEmpty();
    }

    [Fact]
    public void Each_case_has_a_name_of_its_own() => HostileCases.All.Select(c => c.Name).ShouldBeUnique();

    private static string? HarmOf(HostileCase hostile, Observation seen)
    {
        if (HostileDifferences.IsAllowed(hostile))
            return null;
        // Kestrel's HTTP refuses some heads with another status.
        bool hasOwnWords = WireDriver.Current == ListenDriver.KestrelHttp;
        return Judge.Of(hostile, seen) ?? (hasOwnWords || hostile.Status == 0 || seen.Status == hostile.Status ? null : $"answered {seen.Status} instead of {hostile.Status}");
    }
}
