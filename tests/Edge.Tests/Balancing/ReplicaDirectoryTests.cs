using ConfigSync.Resources;
using ConfigSync.Snapshots;
using Edge.Balancing;
using Edge.Buffers;
using Edge.Tests.Upstream;
using Edge.Upstream;

namespace Edge.Tests.Balancing;

public class ReplicaDirectoryTests
{
    private readonly CoarseClock _clock = new();
    private readonly FakeConnector _connector = new();
    private readonly ReplicaDirectory _directory;
    private readonly SnapshotCompiler _compiler;

    public ReplicaDirectoryTests()
    {
        _directory = new ReplicaDirectory(_connector, _clock);
        _compiler = new SnapshotCompiler(_directory.Attach);
    }

    [Fact]
    public void A_new_version_of_a_deployment_keeps_the_replicas_it_still_names()
    {
        ReplicaSet before = Publish("http://a", "http://b");
        ReplicaSet after = Publish("http://b", "http://c");

        after.Shares[0].Replica.ShouldBeSameAs(before.Shares[1].Replica);
        after.Shares[1].Replica.Name.ShouldBe("accounts/default/deployments/d@http://c/");
    }

    [Fact]
    public void The_same_url_is_another_replica_in_another_deployment()
    {
        DeploymentConfig other = Deployment("http://a") with { Id = "other" };
        RoutingSnapshot snapshot = Compile(Deployment("http://a"), other);

        var replicas = snapshot.Deployments.Select(model => Picker.SetOf(model).Shares[0].Replica).ToArray();

        replicas[0].ShouldNotBeSameAs(replicas[1]);
        _directory.Replicas.ShouldBe(replicas, ignoreOrder: true);
    }

    [Fact]
    public void A_set_says_what_its_endpoints_say()
    {
        var config = new DeploymentConfig
        {
            Id = "d",
            Endpoints = [new(new Uri("http://a"), Replicas: 3, MaxConcurrency: 5), new(new Uri("http://b:8000"), Replicas: 0)],
        };

        ReplicaSet set = Picker.SetOf(Compile(config).Deployments[0]);

        set.Shares.Select(share => (share.Replicas, share.MaxConcurrency)).ShouldBe([(3, 5), (0, null)]);
        set.Shares[1].Target.Host.SequenceEqual("b:8000"u8).ShouldBeTrue();
        set.InService.ShouldBe([set.Shares[0]]);
    }

    [Fact]
    public async Task Connects_go_where_the_deployment_says()
    {
        DeploymentConfig config = Deployment("https://[fd00::7]:8443/v1") with
        {
            CaPath = "ca.pem",
            Timeouts = new() { Connect = TimeSpan.FromSeconds(3) },
        };
        Replica replica = Picker.SetOf(Compile(config).Deployments[0]).Shares[0].Replica;
        replica.Pool.Enqueue(new FakeWaiter()).ShouldBeTrue();

        (await _connector.Next()).Endpoint.ShouldBe(
            new UpstreamEndpoint(IsTls: true, "fd00::7", 8443) { CaPath = "ca.pem", ConnectTimeout = TimeSpan.FromSeconds(3) });
    }

    [Fact]
    public async Task Limits_are_the_deployments_and_follow_it()
    {
        Replica replica = Publish(Deployment("http://a") with { Limits = new() { MaxConnections = 1, MaxQueue = 0 } }).Shares[0].Replica;
        replica.Pool.Enqueue(new FakeWaiter()).ShouldBeTrue();
        replica.Pool.Enqueue(new FakeWaiter()).ShouldBeFalse();
        await _connector.Succeed();
        await Until.True(() => replica.Pool.InUse == 1);

        Publish(Deployment("http://a") with { Limits = new() { MaxConnections = 1, MaxQueue = 1, QueueTimeout = TimeSpan.FromMilliseconds(1_500) } });
        var waiter = new FakeWaiter();
        replica.Pool.Enqueue(waiter).ShouldBeTrue();
        Advance(1_499);
        waiter.IsTold.ShouldBeFalse();
        Advance(1);

        waiter.IsTold.ShouldBeTrue();
    }

    [Fact]
    public async Task A_replica_no_longer_named_closes_its_idle_connections_and_is_forgotten()
    {
        Replica gone = Publish("http://a", "http://b").Shares[0].Replica;
        await KeepOneIdle(gone);

        ReplicaSet after = Publish("http://b");
        gone.Pool.Idle.ShouldBe(0);
        Advance(ReplicaDirectory.Grace - 1);
        _directory.Replicas.ShouldContain(gone, "a request that began before may still pick it");
        Advance(1);

        _directory.Replicas.ShouldBe([after.Shares[0].Replica]);
    }

    [Fact]
    public async Task Attaching_alone_ends_nothing_because_the_snapshot_in_force_still_names_it()
    {
        Replica named = Publish("http://a").Shares[0].Replica;
        await KeepOneIdle(named);

        Compile(Deployment("http://b"));
        _directory.Sweep();

        named.Pool.Idle.ShouldBe(1);
        _directory.Replicas.ShouldContain(named);
    }

    [Fact]
    public void A_replica_out_of_service_is_known_until_its_last_request_has_ended()
    {
        Replica gone = Publish("http://a", "http://b").Shares[0].Replica;
        gone.Begin();
        Publish("http://b");

        Advance(ReplicaDirectory.Grace);
        _directory.Replicas.ShouldContain(gone);
        gone.End();
        _directory.Sweep();

        _directory.Replicas.ShouldNotContain(gone);
    }

    [Fact]
    public async Task What_single_changes_leave_behind_goes_and_nothing_else()
    {
        DeploymentConfig other = Deployment("http://a", "http://c") with { Id = "other" };
        RoutingSnapshot first = Compile(Deployment("http://a", "http://b"), other);
        Replica[] replicas = [.. first.Deployments.SelectMany(model => Picker.SetOf(model).Shares).Select(share => share.Replica)];
        foreach (Replica replica in replicas)
            await KeepOneIdle(replica);

        _directory.Prune(_compiler.Put(Deployment("http://b"), DateTimeOffset.UnixEpoch).Next(), _compiler.TakeDeparted());
        replicas.Select(replica => replica.Pool.Idle).ShouldBe([0, 1, 1, 1]);

        _directory.Prune(_compiler.RemoveDeployment(other.FullName).Next(), _compiler.TakeDeparted());
        replicas.Select(replica => replica.Pool.Idle).ShouldBe([0, 1, 0, 0]);
        Advance(ReplicaDirectory.Grace);
        _directory.Replicas.ShouldBe([replicas[1]]);
    }

    [Fact]
    public void What_was_compiled_and_never_published_goes_with_the_next_that_is()
    {
        Publish("http://a");
        Compile(Deployment("http://b"));

        ReplicaSet published = Publish("http://c");
        Advance(ReplicaDirectory.Grace);

        _directory.Replicas.ShouldBe([published.Shares[0].Replica]);
    }

    [Fact]
    public async Task One_named_again_while_requests_run_comes_back_with_its_count_and_keeps_connections_again()
    {
        Replica replica = Publish("http://a").Shares[0].Replica;
        replica.Begin();
        Publish("http://b");
        Advance(ReplicaDirectory.Grace);

        Publish("http://a").Shares[0].Replica.ShouldBeSameAs(replica);
        await KeepOneIdle(replica);
        replica.End();
        _directory.Sweep();

        replica.Pool.Idle.ShouldBe(1);
        Advance(ReplicaDirectory.Grace);
        _directory.Replicas.ShouldBe([replica]);
    }

    [Fact]
    public void One_named_again_after_it_was_forgotten_is_a_new_one()
    {
        Replica first = Publish("http://a").Shares[0].Replica;
        Publish("http://b");
        Advance(ReplicaDirectory.Grace);

        Publish("http://a").Shares[0].Replica.ShouldNotBeSameAs(first);
    }

    private static DeploymentConfig Deployment(params string[] urls) =>
        new() { Id = "d", Endpoints = [.. urls.Select(url => new EndpointConfig(new Uri(url)))] };

    private ReplicaSet Publish(params string[] urls) => Publish(Deployment(urls));

    private ReplicaSet Publish(DeploymentConfig deployment)
    {
        RoutingSnapshot snapshot = Compile(deployment);
        _directory.Prune(snapshot, _compiler.TakeDeparted());
        return Picker.SetOf(snapshot.Deployments[0]);
    }

    private RoutingSnapshot Compile(params DeploymentConfig[] deployments) =>
        _compiler.Compile(new EdgeConfig { Deployments = [.. deployments] }, DateTimeOffset.UnixEpoch);

    private async Task KeepOneIdle(Replica replica)
    {
        var waiter = new FakeWaiter();
        replica.Pool.Enqueue(waiter).ShouldBeTrue();
        await _connector.Succeed();
        replica.Pool.Return(await waiter.Connection(), reusable: true);
        replica.Pool.Idle.ShouldBe(1);
    }

    private void Advance(long milliseconds)
    {
        _clock.Set(_clock.Now + milliseconds);
        _directory.Sweep();
    }
}
