using ConfigSync.Resources;

namespace ConfigSync.Tests.Resources;

public class ReplicaCountTests
{
    private static DeploymentConfig Of(params int[] replicas) => new()
    {
        Id = "d",
        Endpoints = [.. replicas.Select((count, i) => new EndpointConfig(new Uri($"http://r{i}"), count))],
    };

    [Theory]
    [InlineData(null, 0, null, 5)]
    [InlineData(3, 0, null, 3)]
    [InlineData(9, 0, null, 5)]
    [InlineData(9, 0, 9, 9)]
    [InlineData(0, 0, 9, 0)]
    [InlineData(0, 2, 9, 2)]
    [InlineData(null, 7, null, 7)]
    [InlineData(null, 0, 2, 2)]
    public void Wanted_is_what_was_asked_for_within_the_bounds(int? desired, int least, int? most, int wanted)
    {
        DeploymentConfig config = Of(3, 2) with { DesiredReplicaCount = desired, MinReplicaCount = least, MaxReplicaCount = most };
        ReplicaCount.Wanted(config).ShouldBe(wanted);
        ReplicaCount.Ready(config).ShouldBe(Math.Min(wanted, 5));
        ReplicaCount.Spread(config).Sum().ShouldBe(Math.Min(wanted, 5));
    }

    [Fact]
    public void Nothing_declared_leaves_room_for_one() => ReplicaCount.Most(Of()).ShouldBe(1);

    [Fact]
    public void Replicas_are_shared_out_by_what_endpoints_declare()
    {
        ReplicaCount.Spread(Of(4, 2, 2) with { DesiredReplicaCount = 4 }).ShouldBe([2, 1, 1]);
        ReplicaCount.Spread(Of(1, 1, 1) with { DesiredReplicaCount = 1 }).ShouldBe([1, 0, 0]);
        ReplicaCount.Spread(Of(10_000, 1) with { DesiredReplicaCount = 5000 }).ShouldBe([5000, 0]);
    }

    [Fact]
    public void No_endpoint_ever_gets_more_than_it_declares()
    {
        var random = new Random(7);
        for (int i = 0; i < 2000; i++)
        {
            int[] declared = [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => random.Next(5))];
            DeploymentConfig config = Of(declared) with { DesiredReplicaCount = random.Next(25), MaxReplicaCount = 25 };
            var shares = ReplicaCount.Spread(config);
            shares.Sum().ShouldBe(ReplicaCount.Ready(config));
            for (int at = 0; at < declared.Length; at++)
                shares[at].ShouldBeInRange(0, declared[at]);
        }
    }
}
