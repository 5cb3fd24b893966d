using ConfigSync.Plans;
using ConfigSync.Resources;
using ConfigSync.Snapshots;

namespace ConfigSync.Tests.Snapshots;

public class SnapshotCompilerTests
{
    [Fact]
    public void Entries_are_the_routers_then_the_deployments_as_written()
    {
        RoutingSnapshot snapshot = new Fleet().WithDeployment("acme/b").WithDeployment("acme/a")
            .WithRouter("acme/r", ["a", "b"], isPublic: true, names: "n").Compile(now: 42);

        snapshot.Entries.Select(entry => entry.FullName).ShouldBe(
            ["accounts/acme/routers/r", "accounts/acme/deployments/b", "accounts/acme/deployments/a"]);
        snapshot.Entries.Select(entry => entry.IsDeployment).ShouldBe([false, true, true]);
        snapshot.Entries.Select(entry => entry.IsPublic).ShouldBe([true, false, false]);
        snapshot.Entries.ShouldAllBe(entry => entry.Created == 42 && entry.Account == "acme");
        snapshot.Entries[0].Names.ShouldBe(["n"]);
        snapshot.Deployments.Select(model => model.Config.Id).ShouldBe(["b", "a"]);
    }

    [Fact]
    public void A_router_leads_to_its_members_and_a_deployment_to_itself()
    {
        RoutingSnapshot snapshot = new Fleet().WithDeployment("acme/a").WithDeployment("acme/b").WithRouter("acme/r", ["b", "a"]).Compile();

        Fleet.Members(snapshot.Entries[0]).ShouldBe(["accounts/acme/deployments/b", "accounts/acme/deployments/a"]);
        Fleet.Members(snapshot.Entries[1]).ShouldBe(["accounts/acme/deployments/a"]);
        ((SplitNode)snapshot.Entries[0].Plan.Root).Members[1].ShouldBeSameAs(snapshot.Deployments[0]);
    }

    [Fact]
    public void An_unchanged_deployment_keeps_its_model_and_its_live_state()
    {
        var fleet = new Fleet().WithDeployment("acme/a", "n").WithDeployment("acme/b");
        RoutingSnapshot before = fleet.Compile();

        RoutingSnapshot after = fleet.With(Fleet.Deployment("acme/a", "n")).WithRouter("acme/r", ["a"])
            .With(Fleet.Deployment("acme/b") with { ServedModel = "served" }).Compile();

        after.Deployments[0].ShouldBeSameAs(before.Deployments[0]);
        after.Deployments[1].ShouldNotBeSameAs(before.Deployments[1]);
        after.Deployments[1].ServedModel.AsSpan().SequenceEqual("served"u8).ShouldBeTrue();
        fleet.Attached.ShouldBe(["accounts/acme/deployments/a", "accounts/acme/deployments/b", "accounts/acme/deployments/b"]);
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void Any_change_of_a_deployment_makes_a_new_model(Func<DeploymentConfig, DeploymentConfig> change)
    {
        DeploymentConfig config = Fleet.Deployment("acme/a");
        var fleet = new Fleet().With(config);
        RoutingSnapshot before = fleet.Compile();

        fleet.With(change(config)).Compile().Deployments[0].ShouldNotBeSameAs(before.Deployments[0]);
    }

    public static TheoryData<Func<DeploymentConfig, DeploymentConfig>> Changes() =>
    [
        d => d with { Names = ["n"] },
        d => d with { Endpoints = [.. d.Endpoints, new(new Uri("http://second"))] },
        d => d with { Endpoints = [new(d.Endpoints[0].Url, Replicas: 2)] },
        d => d with { Endpoints = [new(d.Endpoints[0].Url, MaxConcurrency: 2)] },
        d => d with { Endpoints = [new(new Uri("http://replica/v2"))] },
        d => d with { ServedModel = "s" },
        d => d with { Auth = new("h", "v") },
        d => d with { CaPath = "ca.pem" },
        d => d with { RequireEndMark = false },
        d => d with { Timeouts = new() { Total = TimeSpan.FromSeconds(1) } },
        d => d with { Limits = new() { MaxQueue = 1 } },
    ];

    [Fact]
    public void A_resource_keeps_the_date_of_its_first_appearance_until_it_is_gone()
    {
        var fleet = new Fleet().WithDeployment("acme/a");
        fleet.Compile(now: 1).Entries[0].Created.ShouldBe(1);
        fleet.WithDeployment("acme/a", "renamed").Compile(now: 2).Entries[0].Created.ShouldBe(1);

        fleet.WithoutDeployment("accounts/acme/deployments/a").Compile(now: 3).Entries.ShouldBeEmpty();

        fleet.WithDeployment("acme/a").Compile(now: 4).Entries[0].Created.ShouldBe(4);
    }

    [Fact]
    public void A_deployment_that_comes_back_is_bound_anew()
    {
        var fleet = new Fleet().WithDeployment("acme/a");
        fleet.Compile();
        fleet.WithoutDeployment("accounts/acme/deployments/a").Compile();
        fleet.WithDeployment("acme/a").Compile();

        fleet.Attached.Count.ShouldBe(2);
    }

    [Fact]
    public void Versions_grow_by_one()
    {
        var fleet = new Fleet();
        long first = fleet.Compile().Version;

        fleet.Compile().Version.ShouldBe(first + 1);
    }
}
