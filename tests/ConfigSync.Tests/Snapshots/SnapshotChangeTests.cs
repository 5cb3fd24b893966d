using ConfigSync.Resources;
using ConfigSync.Snapshots;

namespace ConfigSync.Tests.Snapshots;

/// <summary>Changes of one resource.</summary>
public class SnapshotChangeTests
{
    private const string A = "accounts/acme/deployments/a", B = "accounts/acme/deployments/b", R = "accounts/acme/routers/r";
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    private readonly Fleet _fleet = new Fleet().WithDeployment("acme/a").WithDeployment("acme/b").WithRouter("acme/r", ["a", "b"]);
    private readonly SnapshotCompiler _compiler;

    public SnapshotChangeTests()
    {
        _compiler = _fleet.Compiler;
        _fleet.Compile();
    }

    [Fact]
    public void A_changed_deployment_is_changed_in_every_router_that_leads_to_it()
    {
        DeploymentConfig changed = Fleet.Deployment("acme/a") with { ServedModel = "served" };

        RoutingSnapshot snapshot = _compiler.Put(changed, Now).Next();

        DeploymentModel model = snapshot.FindDeployment(A).ShouldNotBeNull();
        model.Config.ShouldBeSameAs(changed);
        snapshot.Deployments[0].ShouldBeSameAs(model);
        ((Plans.SplitNode)snapshot.Entries[0].Plan.Root).Members[0].ShouldBeSameAs(model);
        snapshot.Find(snapshot.FindAccount("acme")!, "r"u8).Entry.ShouldBeSameAs(snapshot.Entries[0]);
    }

    [Fact]
    public void A_deployment_that_says_the_same_stays_what_it_is()
    {
        DeploymentModel before = _compiler.SetAnonymous(null).Next().Deployments[0];

        _compiler.Put(Fleet.Deployment("acme/a"), Now).Next().Deployments[0].ShouldBeSameAs(before);
        _fleet.Attached.ShouldBe([A, B]);
    }

    [Fact]
    public void A_snapshot_does_not_show_what_came_later()
    {
        RoutingSnapshot before = _compiler.SetAnonymous("acme").Next();

        _compiler.RemoveRouter(R).Next();
        _compiler.Put(Fleet.Deployment("acme/a", "late"), Now).Next();
        RoutingSnapshot after = _compiler.RemoveDeployment(B).Next();

        before.Entries.Select(entry => entry.FullName).ShouldBe([R, A, B]);
        before.Find(before.Anonymous!, "r"u8).Entry.ShouldNotBeNull();
        before.Find(before.Anonymous!, "late"u8).Entry.ShouldBeNull();
        after.Entries.Select(entry => entry.FullName).ShouldBe([A]);
        after.Find(after.Anonymous!, "late"u8).Entry.ShouldNotBeNull();
        after.Version.ShouldBe(before.Version + 3);
    }

    [Fact]
    public void A_new_resource_comes_last_and_a_changed_one_keeps_its_place_and_date()
    {
        _compiler.Put(new RouterConfig { Id = "new", Account = "acme", Deployments = [A] }, Now.AddSeconds(7)).Next();
        RoutingSnapshot snapshot = _compiler.Put(new RouterConfig { Id = "r", Account = "acme", Deployments = [B] }, Now.AddSeconds(8)).Next();

        snapshot.Entries.Select(entry => (entry.FullName, entry.Created)).ShouldBe(
            [(R, 0L), ("accounts/acme/routers/new", 7L), (A, 0L), (B, 0L)]);
    }

    [Fact]
    public void A_router_leads_to_those_of_its_members_that_are_there()
    {
        RoutingSnapshot without = _compiler.RemoveDeployment(A).Next();
        Fleet.Members(without.Entries[0]).ShouldBe([B]);

        RoutingSnapshot idle = _compiler.RemoveDeployment(B).Next();
        Fleet.Members(idle.Entries[0]).ShouldBeEmpty();
        _compiler.Idle.ShouldBe(1);

        RoutingSnapshot again = _compiler.Put(Fleet.Deployment("acme/b"), Now).Put(Fleet.Deployment("acme/a"), Now).Next();
        Fleet.Members(again.Entries[0]).ShouldBe([A, B], "in the order the router names them, whatever came first");
        again.Find(again.FindAccount("acme")!, "r"u8).Entry.ShouldBeSameAs(again.Entries[0]);
        _compiler.Idle.ShouldBe(0);
    }

    [Fact]
    public void A_router_that_waits_for_members_can_change_and_go()
    {
        string late = "accounts/acme/deployments/late", later = "accounts/acme/deployments/later";
        var router = new RouterConfig { Id = "w", Account = "acme", Deployments = [late] };
        _compiler.Put(router, Now).Put(router with { Deployments = [later] }, Now).Next();
        _compiler.Idle.ShouldBe(1);

        Fleet.Members(_compiler.Put(Fleet.Deployment("acme/late"), Now).Next().Entries[1]).ShouldBeEmpty("it names another by now");
        Fleet.Members(_compiler.Put(Fleet.Deployment("acme/later"), Now).Next().Entries[1]).ShouldBe([later]);

        RoutingSnapshot gone = _compiler.RemoveDeployment(later).RemoveRouter("accounts/acme/routers/w").Next();
        gone.Entries.Select(entry => entry.FullName).ShouldBe([R, A, B, late]);
        _compiler.Idle.ShouldBe(0);
    }

    [Fact]
    public void What_is_not_there_can_be_taken_out()
    {
        RoutingSnapshot snapshot = _compiler.RemoveRouter("accounts/acme/routers/nobody").Next();
        snapshot = _compiler.RemoveDeployment("accounts/acme/deployments/nobody").Next();
        snapshot = _compiler.RemoveKey("accounts/acme/keys/nobody's").Next();

        snapshot.Entries.Count.ShouldBe(3);
    }

    [Fact]
    public void A_key_is_replaced_by_its_name_and_may_be_renamed_before_it_is_taken_out()
    {
        KeyConfig key = Fleet.Key("sk-1", "acme") with { Name = "app" };
        _compiler.Put(key).Next().Authenticate("sk-1"u8).ShouldNotBeNull().Id.ShouldBe("acme");
        RoutingSnapshot rotated = _compiler.Put(Fleet.Key("sk-2", "acme") with { Name = "app" }).Next();
        rotated.Authenticate("sk-1"u8).ShouldBeNull();
        rotated.Authenticate("sk-2"u8).ShouldNotBeNull().Id.ShouldBe("acme");

        _compiler.Put(Fleet.Key("sk-2", "other") with { Name = "app" }).Next().Authenticate("sk-2"u8).ShouldNotBeNull().Id.ShouldBe("other");
        _compiler.RemoveKey("accounts/acme/keys/app").Next().Authenticate("sk-2"u8).ShouldNotBeNull("that of another account has this name as well");

        RoutingSnapshot none = _compiler.RemoveKey("accounts/other/keys/app").Next();
        none.ChecksKeys.ShouldBeFalse();
        none.FindAccount("other").ShouldBeNull("nothing names it any more");
    }

    [Fact]
    public void A_key_acts_for_what_its_account_has_become()
    {
        _compiler.Put(Fleet.Key("sk", "acme")).Next();
        RoutingSnapshot snapshot = _compiler.Put(Fleet.Deployment("acme/late"), Now).Next();

        snapshot.Find(snapshot.Authenticate("sk"u8)!, "late"u8).Entry.ShouldNotBeNull();
    }

    [Fact]
    public void Models_that_are_no_longer_held_are_told_once()
    {
        _compiler.TakeDeparted().ShouldBeEmpty();
        DeploymentModel[] first = [.. _compiler.SetAnonymous(null).Next().Deployments];

        _compiler.Put(Fleet.Deployment("acme/a", "n"), Now).Next();
        _compiler.Put(Fleet.Deployment("acme/b"), Now).Next();
        _compiler.TakeDeparted().ShouldBe([first[0]]);

        _compiler.RemoveRouter(R).Next();
        _compiler.RemoveDeployment(B).Next();
        RoutingSnapshot before = _compiler.SetAnonymous(null).Next();
        _compiler.Compile(new EdgeConfig(), Now);
        _compiler.TakeDeparted().ShouldBe([first[1], before.Deployments[0]]);
        _compiler.TakeDeparted().ShouldBeEmpty();
    }

    [Fact]
    public void One_change_among_100_000_routers_allocates_at_most_64_KiB()
    {
        var config = new EdgeConfig
        {
            Deployments = [Fleet.Deployment("acme/a"), Fleet.Deployment("acme/b")],
            Routers = [.. Enumerable.Range(0, 100_000).Select(i => Router(i, A))],
        };
        _compiler.Compile(config, Now);
        _compiler.Put(Router(-1, A), Now).Next();

        long before = GC.GetAllocatedBytesForCurrentThread();
        _compiler.Put(Router(77_777, B), Now).Next();
        long changed = GC.GetAllocatedBytesForCurrentThread();
        _compiler.Put(Router(100_000, B), Now).Next();
        long added = GC.GetAllocatedBytesForCurrentThread();
        _compiler.RemoveRouter("accounts/acme/routers/r5").Next();
        long removed = GC.GetAllocatedBytesForCurrentThread();

        (changed - before).ShouldBeLessThanOrEqualTo(64 * 1024);
        (added - changed).ShouldBeLessThanOrEqualTo(64 * 1024);
        (removed - added).ShouldBeLessThanOrEqualTo(64 * 1024);
    }

    private static RouterConfig Router(int number, string member) =>
        new() { Id = $"r{number}", Account = "acme", Deployments = [member], Names = [$"chat-{number}"] };
}
