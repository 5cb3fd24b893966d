namespace ConfigSync.Tests.Snapshots;

/// <summary>specs/fireworks.md, "What model may say": <c>model#deployment</c>.</summary>
public class ModelOnDeploymentTests
{
    private readonly Fleet _fleet = new Fleet()
        .WithDeployment("acme/llama", "meta-llama/Llama-3.3-70B")
        .WithDeployment("acme/chat")
        .WithDeployment("acme/hidden")
        .WithDeployment("other/theirs")
        .WithDeployment("deployments/d")
        .WithRouter("acme/chat", ["llama"])
        .WithRouter("acme/open", ["llama"], isPublic: true, names: ["hidden", "a#b"])
        .WithRouter("deployments/r", ["d"], isPublic: true);

    [Theory]
    [InlineData("lora#llama", "llama", "lora")]
    [InlineData("lora#acme/llama", "llama", "lora")]
    [InlineData("lora#accounts/acme/deployments/llama", "llama", "lora")]
    [InlineData("lora#meta-llama/Llama-3.3-70B", "llama", "lora")]
    [InlineData("accounts/acme/models/lora#accounts/acme/deployments/llama", "llama", "lora")]
    [InlineData("accounts/other/models/lora#llama", "llama", "lora")]
    [InlineData("lo#ra#llama", "llama", "lo#ra")]
    public void The_model_goes_to_the_deployment_by_its_last_part(string model, string deployment, string served) =>
        _fleet.Find("acme", model).ShouldBe($"accounts/acme/deployments/{deployment} as {served}");

    [Fact]
    public void A_router_does_not_hide_the_deployment_of_the_same_id_or_name()
    {
        _fleet.Find("acme", "lora#chat").ShouldBe("accounts/acme/deployments/chat as lora");
        _fleet.Find("acme", "lora#hidden").ShouldBe("accounts/acme/deployments/hidden as lora");
    }

    [Fact]
    public void An_exact_name_with_a_number_sign_is_just_a_name() => _fleet.Find("acme", "a#b").ShouldBe("accounts/acme/routers/open");

    [Theory]
    [InlineData("lora#open")]
    [InlineData("lora#accounts/acme/routers/open")]
    [InlineData("lora#accounts/deployments/routers/r")]
    [InlineData("lora#nobody")]
    [InlineData("lora#")]
    [InlineData("#llama")]
    [InlineData("#")]
    [InlineData("accounts/acme/models/#llama")]
    [InlineData("lora#other/theirs")]
    [InlineData("lora#accounts/other/deployments/theirs")]
    public void Routers_other_accounts_and_empty_parts_lead_nowhere(string model) => _fleet.Find("acme", model).ShouldBeNull();

    [Fact]
    public void An_account_called_deployments_does_not_make_its_routers_deployments()
    {
        _fleet.Find("deployments", "lora#r").ShouldBeNull();
        _fleet.Find("deployments", "lora#accounts/deployments/routers/r").ShouldBeNull();
        _fleet.Find("deployments", "lora#d").ShouldBe("accounts/deployments/deployments/d as lora");
    }
}
