using System.Collections.Immutable;
using System.Text;
using ConfigSync.Resources;
using ConfigSync.Snapshots;
using ConfigSync.Stores;
using ConfigSync.Sync;
using ConfigSync.Tests.Snapshots;
using static ConfigSync.Tests.Sync.Documents;

namespace ConfigSync.Tests.Sync;

/// <summary>What a file and the documents of a store come to together.</summary>
public class RoutingStateTests
{
    private const string D = "accounts/acme/deployments/d", E = "accounts/acme/deployments/e";
    private readonly Routed _routed = new();

    [Fact]
    public void A_document_serves_once_it_is_published_and_not_before()
    {
        _routed.State.Put(Deployment("d", 1)).ShouldBeNull();
        _routed.Find("d").ShouldBeNull();
        _routed.Status(DeploymentKey("d")).State.ShouldBe(ResourceState.Updating);

        _routed.State.Publish();
        _routed.Find("d").ShouldBe(D);
        _routed.Status(DeploymentKey("d")).ShouldBe((ResourceState.Ready, ""));

        _routed.State.Delete(DeploymentKey("d"), 2);
        _routed.State.Publish();
        _routed.Find("d").ShouldBeNull();
        _routed.State.Find(DeploymentKey("d")).ShouldBeNull();
    }

    [Fact]
    public void What_changes_nothing_makes_no_snapshot()
    {
        _routed.Take(Deployment("d", 1));
        RoutingSnapshot before = _routed.State.Snapshots.Current;

        _routed.Take(Deployment("d", 2));
        _routed.Take(Entry(RouterKey("r"), 3, "not JSON"));

        _routed.State.Snapshots.Current.ShouldBeSameAs(before);
        _routed.State.Find(DeploymentKey("d"))!.ServedRevision.ShouldBe(2);
    }

    [Fact]
    public void A_router_waits_for_its_deployments_whatever_came_first()
    {
        _routed.Take(Router("r", 1, "\"d\", \"e\""));
        _routed.Members("r").ShouldBeEmpty();
        (ResourceState state, string reason) = _routed.Status(RouterKey("r"));
        state.ShouldBe(ResourceState.NotReady);
        reason.ShouldContain($"{D}, {E} do not exist");
        _routed.State.Idle.ShouldBe(1);

        _routed.Take(Deployment("e", 2));
        _routed.Members("r").ShouldBe([E]);
        (state, reason) = _routed.Status(RouterKey("r"));
        state.ShouldBe(ResourceState.Ready, "the others serve meanwhile");
        reason.ShouldContain($"{D} does not exist");

        _routed.Take(Deployment("d", 3));
        _routed.Members("r").ShouldBe([D, E]);
        _routed.Status(RouterKey("r")).ShouldBe((ResourceState.Ready, ""));
        _routed.State.Idle.ShouldBe(0);
    }

    [Fact]
    public void A_bad_document_is_refused_with_all_reasons_and_the_last_good_one_serves()
    {
        _routed.Take(Deployment("d", 1));

        string? reason = _routed.State.Put(Entry(DeploymentKey("d"), 2, """{ "endpoints": [ { "url": "nowhere" } ], "limit": {} }"""));
        _routed.State.Publish();

        reason.ShouldNotBeNull().ShouldContain("/endpoints/0/url");
        reason.ShouldContain("limits", customMessage: "the nearest property is suggested");
        _routed.Find("d").ShouldBe(D);
        ResourceStatus status = _routed.State.Find(DeploymentKey("d")).ShouldNotBeNull();
        (status.State, status.Revision, status.ServedRevision).ShouldBe((ResourceState.Refused, 2, 1));
        status.Reason.ShouldEndWith("Revision 1 serves on.");
        _routed.State.Refused.ShouldBe(1);

        _routed.Take(Deployment("d", 3, url: "http://other"));
        _routed.Status(DeploymentKey("d")).ShouldBe((ResourceState.Ready, ""));
        _routed.State.Refused.ShouldBe(0);
    }

    [Fact]
    public void A_bad_document_alone_serves_nothing_and_goes_with_its_deletion()
    {
        _routed.Take(Entry(DeploymentKey("d"), 5, "[]"));
        _routed.Status(DeploymentKey("d")).State.ShouldBe(ResourceState.Refused);

        _routed.State.Delete(DeploymentKey("d"), 6);
        _routed.State.Publish();
        _routed.State.Find(DeploymentKey("d")).ShouldBeNull();
        _routed.State.Refused.ShouldBe(0);
    }

    [Fact]
    public void An_older_revision_and_the_same_again_change_nothing()
    {
        _routed.Take(Deployment("d", 5, "\"new\""));
        _routed.Take(Deployment("d", 4, "\"old\""));
        _routed.Take(Deployment("d", 5, "\"twice\""));
        _routed.State.Delete(DeploymentKey("d"), 3);
        _routed.State.Publish();

        _routed.Find("new").ShouldBe(D);
        _routed.Find("old").ShouldBeNull();
        _routed.Find("twice").ShouldBeNull();

        _routed.State.ForgetRevisions();
        _routed.Take(Deployment("d", 1, "\"adopted\""));
        _routed.Find("adopted").ShouldBe(D, "another store counts anew");
    }

    [Fact]
    public void What_the_file_says_goes_before_the_store_and_comes_to_an_end()
    {
        _routed.Take(Deployment("d", 1, url: "http://stored"));
        _routed.State.Apply(new EdgeConfig { Anonymous = "acme", Deployments = [Fleet.Deployment("acme/d", "named")] });

        _routed.Url("d").ShouldBe("http://replica/");
        _routed.Find("named").ShouldBe(D);
        (ResourceState state, string reason) = _routed.Status(DeploymentKey("d"));
        state.ShouldBe(ResourceState.NotReady);
        reason.ShouldContain("edge.json");

        _routed.State.Apply(new EdgeConfig { Anonymous = "acme" });
        _routed.Url("d").ShouldBe("http://stored/");
        _routed.Find("named").ShouldBeNull();
    }

    [Fact]
    public void A_name_that_two_claim_is_the_elder_ones_and_passes_on()
    {
        _routed.Take(Deployment("young", 1, "\"chat\", \"own\"", age: 9));
        _routed.Find("chat").ShouldBe("accounts/acme/deployments/young");

        _routed.Take(Deployment("old", 2, "\"chat\"", age: 1));
        _routed.Find("chat").ShouldBe("accounts/acme/deployments/old");
        _routed.Find("own").ShouldBe("accounts/acme/deployments/young");
        (ResourceState state, string reason) = _routed.Status(DeploymentKey("young"));
        state.ShouldBe(ResourceState.Ready);
        reason.ShouldContain("'chat' is that of accounts/acme/deployments/old");

        _routed.State.Delete(DeploymentKey("old"), 3);
        _routed.State.Publish();
        _routed.Find("chat").ShouldBe("accounts/acme/deployments/young");
        _routed.Status(DeploymentKey("young")).ShouldBe((ResourceState.Ready, ""));
    }

    [Fact]
    public void A_hash_that_two_keys_have_is_the_elder_ones()
    {
        _routed.Take(Key("young", 1, "sk-1", age: 9));
        _routed.Take(Key("old", 2, "sk-1", age: 1));
        _routed.Status(KeyKey("young")).State.ShouldBe(ResourceState.NotReady);
        _routed.Authenticate("sk-1").ShouldBe("acme");

        _routed.State.Delete(KeyKey("old"), 3);
        _routed.State.Publish();
        _routed.Status(KeyKey("young")).State.ShouldBe(ResourceState.Ready);
        _routed.Authenticate("sk-1").ShouldBe("acme");
    }

    [Fact]
    public void Two_hashes_of_the_same_bytes_are_one_however_they_were_made()
    {
        StoreEntry plain = Key("old", 1, "sk-1", age: 1);
        string keyed = System.Text.Encoding.UTF8.GetString(Key("young", 2, "sk-1", age: 9).Document.Span).Replace("sha256:", "hmac-sha256:", StringComparison.Ordinal);
        _routed.Take(plain);
        _routed.Take(Entry(KeyKey("young"), 2, keyed));

        _routed.Authenticate("sk-1").ShouldBe("acme", "the younger does not take its place");
        _routed.Status(KeyKey("young")).State.ShouldBe(ResourceState.NotReady);
    }

    [Fact]
    public void Callers_without_a_key_come_in_unasked_only_while_there_are_no_keys()
    {
        _routed.State.Apply(new EdgeConfig { Anonymous = "acme", IsAnonymousImplied = true });
        _routed.State.Snapshots.Current.Anonymous.ShouldNotBeNull();

        _routed.Take(Key("k", 1, "sk-1"));
        _routed.State.Snapshots.Current.Anonymous.ShouldBeNull();

        _routed.State.Delete(KeyKey("k"), 2);
        _routed.State.Publish();
        _routed.State.Snapshots.Current.Anonymous.ShouldNotBeNull();
    }

    [Fact]
    public void With_a_store_the_last_key_that_was_revoked_lets_nobody_in()
    {
        var state = new RoutingState(
            new EdgeConfig { Anonymous = "acme", IsAnonymousImplied = true, Store = new StoreConfig { Folder = "/" } },
            new DocumentPlace("/", _ => null), false, _ => throw new InvalidOperationException(), TimeProvider.System);
        state.Snapshots.Current.ChecksKeys.ShouldBeTrue("a key may come any time");
        state.Put(Key("k", 1, "sk-1"));
        state.Publish();
        state.Delete(KeyKey("k"), 2);

        RoutingSnapshot snapshot = state.Publish();
        snapshot.ChecksKeys.ShouldBeTrue();
        snapshot.Authenticate("sk-1"u8).ShouldBeNull();
    }

    [Fact]
    public void The_file_may_say_the_same_again_without_anything_being_compiled_anew()
    {
        var config = new EdgeConfig { Anonymous = "acme", Deployments = [Fleet.Deployment("acme/d")] };
        _routed.State.Apply(config);
        DeploymentModel before = _routed.State.Snapshots.Current.Deployments[0];

        _routed.State.Apply(config with { Deployments = [Fleet.Deployment("acme/d"), Fleet.Deployment("acme/e")] });

        _routed.State.Snapshots.Current.Deployments[0].ShouldBeSameAs(before);
        _routed.Attached.ShouldBe([D, E]);
    }

    [Fact]
    public void Whoever_keeps_live_state_is_told_what_departed()
    {
        var departed = new List<string>();
        _routed.State.Published = (snapshot, models) => departed.AddRange(models.Select(model => $"{snapshot.Version} {model.Config.FullName}"));
        _routed.Take(Deployment("d", 1));
        _routed.State.Delete(DeploymentKey("d"), 2);
        _routed.State.Publish();

        departed.ShouldBe([$"{_routed.State.Snapshots.Current.Version} {D}"]);
    }

    [Fact]
    public void A_document_that_cannot_be_read_at_all_is_refused_like_a_bad_one()
    {
        var place = new DocumentPlace("/", _ => throw new InvalidOperationException("no environment"));
        var state = new RoutingState(new EdgeConfig(), place, false, _ => throw new InvalidOperationException(), TimeProvider.System);

        state.Put(Entry(RouterKey("r"), 1, """{ "deployments": [ "${env:D}" ] }""")).ShouldNotBeNull().ShouldContain("no environment");
    }

    [Fact]
    public void What_is_held_is_the_last_good_of_each()
    {
        _routed.Take(Deployment("d", 1));
        _routed.Take(Entry(DeploymentKey("d"), 2, "{"));
        _routed.Take(Entry(RouterKey("bad"), 3, "{"));
        _routed.Take(Router("r", 4, "\"d\""));

        _routed.State.Held().OrderBy(entry => entry.Revision).Select(entry => (entry.Key, entry.Revision)).ShouldBe([(DeploymentKey("d"), 1L), (RouterKey("r"), 4L)]);
        _routed.State.StoredKeys().ShouldBe([DeploymentKey("d"), RouterKey("bad"), RouterKey("r")], ignoreOrder: true);
    }

    /// <summary>A state without live replicas, and what it finds.</summary>
    private sealed class Routed
    {
        internal Routed() => State = new RoutingState(
            new EdgeConfig { Anonymous = "acme" },
            new DocumentPlace("/", _ => null),
            keepsDocuments: true,
            model =>
            {
                Attached.Add(model.Config.FullName);
                return new Unbound();
            },
            TimeProvider.System);

        internal RoutingState State { get; }

        internal List<string> Attached { get; } = [];

        internal void Take(StoreEntry entry)
        {
            State.Put(entry);
            State.Publish();
        }

        internal string? Find(string model) => Entry(model)?.FullName;

        internal string Url(string model) => Entry(model)!.Deployment!.Config.Endpoints[0].Url.ToString();

        internal ImmutableArray<string> Members(string model) => Fleet.Members(Entry(model)!);

        internal string? Authenticate(string key) => State.Snapshots.Current.Authenticate(Encoding.UTF8.GetBytes(key))?.Id;

        internal (ResourceState State, string Reason) Status(ResourceKey key)
        {
            ResourceStatus status = State.Find(key).ShouldNotBeNull();
            return (status.State, status.Reason);
        }

        private RouteEntry? Entry(string model)
        {
            RoutingSnapshot snapshot = State.Snapshots.Current;
            return snapshot.Find(snapshot.FindAccount("acme")!, Encoding.UTF8.GetBytes(model)).Entry;
        }

        private sealed class Unbound : DeploymentState;
    }
}
