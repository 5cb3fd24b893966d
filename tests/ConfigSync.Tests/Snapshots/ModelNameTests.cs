using ConfigSync.Resources;

namespace ConfigSync.Tests.Snapshots;

/// <summary>Names of models, of providers and of generated routers (docs/specs/fireworks.md, "What model may say").</summary>
public class ModelNameTests
{
    private static DeploymentConfig Serving(string fullName, string? model, string? provider = null, string? served = null) =>
        Fleet.Deployment(fullName) with { BaseModel = model, Provider = provider, ServedModel = served };

    [Fact]
    public void A_model_leads_to_its_oldest_deployment()
    {
        Fleet fleet = new Fleet().With(Serving("a/old", "accounts/a/models/m")).With(Serving("a/new", "accounts/a/models/m"));
        fleet.Find("a", "accounts/a/models/m").ShouldBe("accounts/a/deployments/old");
        fleet.WithoutDeployment("accounts/a/deployments/old").Find("a", "accounts/a/models/m").ShouldBe("accounts/a/deployments/new");
    }

    [Fact]
    public void An_own_model_has_its_bare_name_too_behind_routers_and_deployments()
    {
        Fleet fleet = new Fleet().With(Serving("a/d", "accounts/a/models/m"));
        fleet.Find("a", "m").ShouldBe("accounts/a/deployments/d");
        fleet.WithDeployment("a/m").Find("a", "m").ShouldBe("accounts/a/deployments/m");
        fleet.WithRouter("a/m", ["d"]).Find("a", "m").ShouldBe("accounts/a/routers/m");
    }

    [Fact]
    public void The_model_of_another_account_is_known_by_its_full_name_and_to_own_callers_alone()
    {
        Fleet fleet = new Fleet().With(Serving("a/d", "accounts/b/models/m")).WithDeployment("b/x");
        fleet.Find("a", "accounts/b/models/m").ShouldBe("accounts/a/deployments/d");
        fleet.Find("a", "m").ShouldBeNull();
        fleet.Find("b", "accounts/b/models/m").ShouldBeNull();
    }

    [Fact]
    public void A_further_name_goes_before_a_model()
    {
        Fleet fleet = new Fleet().With(Serving("a/d", "accounts/a/models/m")).WithRouter("a/r", ["d"], false, "m", "accounts/a/models/m");
        fleet.Find("a", "m").ShouldBe("accounts/a/routers/r");
        fleet.Find("a", "accounts/a/models/m").ShouldBe("accounts/a/routers/r");
    }

    [Theory]
    [InlineData("acme/m")]
    [InlineData("acme/served")]
    [InlineData("served")]
    public void The_model_of_a_provider_leads_to_its_deployment(string name) =>
        new Fleet().With(Serving("a/d", "accounts/other/models/m", "acme", "served")).Find("a", name).ShouldBe("accounts/a/deployments/d");

    [Fact]
    public void Several_deployments_of_a_providers_model_share_its_requests_evenly()
    {
        Fleet fleet = new Fleet().With(Serving("a/one", "x/m", "acme")).With(Serving("a/two", "y/m", "acme")).WithAnonymous("a");
        var snapshot = fleet.Compile();
        var entry = snapshot.Find(snapshot.Anonymous!, "acme/m"u8).Entry!;
        Fleet.Members(entry).ShouldBe(["accounts/a/deployments/one", "accounts/a/deployments/two"]);
        ((Plans.SplitNode)entry.Plan.Root).Strategy.ShouldBe(RoutingStrategy.EvenLoad);
    }

    [Fact]
    public void An_account_and_a_deployment_go_before_a_provider_and_a_model()
    {
        Fleet fleet = new Fleet().With(Serving("a/other", "x/m", "a"));
        fleet.Find("a", "a/m").ShouldBe("accounts/a/deployments/other");
        fleet.WithDeployment("a/m").Find("a", "a/m").ShouldBe("accounts/a/deployments/m");
    }

    [Fact]
    public void A_deployment_has_a_router_of_its_own_unless_somebody_wrote_one_of_that_name()
    {
        DeploymentConfig deployment = Serving("a/d", null);
        string id = GeneratedRouter.IdFor(deployment);
        Fleet fleet = new Fleet().With(deployment);
        fleet.Find("a", $"accounts/a/routers/{id}").ShouldBe($"accounts/a/routers/{id}");
        fleet.Find("a", id).ShouldBe($"accounts/a/routers/{id}");
        fleet.Find("a", $"lora#{id}").ShouldBeNull("it is no deployment");
        fleet.WithDeployment("a/e").WithRouter($"a/{id}", ["e"]).WithAnonymous("a");
        var snapshot = fleet.Compile();
        Fleet.Members(snapshot.Find(snapshot.Anonymous!, System.Text.Encoding.UTF8.GetBytes(id)).Entry!).ShouldBe(["accounts/a/deployments/e"]);
    }

    [Fact]
    public void The_router_of_a_long_id_has_an_id_that_is_one()
    {
        string id = GeneratedRouter.IdFor(Fleet.Deployment($"a/{new string('d', 63)}"));
        ResourceId.IsValid(id).ShouldBeTrue(id);
    }
}
