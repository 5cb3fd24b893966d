using System.Text;
using ConfigSync.Snapshots;
using Shared.Memory;

namespace ConfigSync.Tests.Snapshots;

/// <summary>specs/fireworks.md, "What model may say": the order in which a name is understood, and who may use it.</summary>
public class RouteLookupTests
{
    private readonly Fleet _fleet = new Fleet()
        .WithDeployment("acme/llama", "meta-llama/Llama-3.3-70B", "Ünïcode 模型")
        .WithDeployment("acme/chat")
        .WithDeployment("acme/old")
        .WithDeployment("other/llama", "llama-of-other")
        .WithDeployment("deployments/d")
        .WithRouter("acme/chat", ["llama", "old"])
        .WithRouter("acme/open", ["chat"], isPublic: true, names: "gpt-4o")
        .WithRouter("acme/renamed", ["llama"], names: ["old", "other/llama", "accounts/acme/deployments/chat"])
        .WithRouter("deployments/r", ["d"]);

    [Theory]
    [InlineData("accounts/acme/routers/chat", "accounts/acme/routers/chat")]
    [InlineData("accounts/acme/deployments/llama", "accounts/acme/deployments/llama")]
    [InlineData("acme/llama", "accounts/acme/deployments/llama")]
    [InlineData("acme/chat", "accounts/acme/deployments/chat")]
    [InlineData("llama", "accounts/acme/deployments/llama")]
    [InlineData("open", "accounts/acme/routers/open")]
    [InlineData("meta-llama/Llama-3.3-70B", "accounts/acme/deployments/llama")]
    [InlineData("Ünïcode 模型", "accounts/acme/deployments/llama")]
    [InlineData("gpt-4o", "accounts/acme/routers/open")]
    public void A_caller_reaches_its_own_by_every_name(string model, string found) => _fleet.Find("acme", model).ShouldBe(found);

    [Fact]
    public void A_bare_id_is_the_router_before_the_deployment() => _fleet.Find("acme", "chat").ShouldBe("accounts/acme/routers/chat");

    [Theory]
    [InlineData("old")]
    [InlineData("other/llama")]
    [InlineData("accounts/acme/deployments/chat")]
    public void An_exact_name_goes_before_everything(string model) => _fleet.Find("acme", model).ShouldBe("accounts/acme/routers/renamed");

    [Theory]
    [InlineData("")]
    [InlineData("nobody")]
    [InlineData("LLAMA")]
    [InlineData(" llama")]
    [InlineData("llama/")]
    [InlineData("acme/open")]
    [InlineData("acme/deployments/llama")]
    [InlineData("accounts/acme/routers/llama")]
    [InlineData("accounts/acme/deployments/llama/")]
    [InlineData("meta-llama/llama-3.3-70b")]
    public void Other_names_lead_nowhere(string model) => _fleet.Find("acme", model).ShouldBeNull();

    [Theory]
    [InlineData("accounts/acme/routers/chat")]
    [InlineData("accounts/acme/deployments/llama")]
    [InlineData("acme/llama")]
    [InlineData("chat")]
    [InlineData("open")]
    [InlineData("gpt-4o")]
    [InlineData("meta-llama/Llama-3.3-70B")]
    public void What_is_private_or_short_is_not_for_other_accounts(string model) => _fleet.Find("other", model).ShouldBeNull();

    [Fact]
    public void A_public_router_is_for_every_account_by_its_full_name() =>
        _fleet.Find("other", "accounts/acme/routers/open").ShouldBe("accounts/acme/routers/open");

    [Fact]
    public void The_same_short_name_is_another_thing_in_another_account()
    {
        _fleet.Find("other", "llama").ShouldBe("accounts/other/deployments/llama");
        _fleet.Find("other", "other/llama").ShouldBe("accounts/other/deployments/llama");
        _fleet.Find("other", "llama-of-other").ShouldBe("accounts/other/deployments/llama");
        _fleet.Find("stranger", "llama").ShouldBeNull();
    }

    [Fact]
    public void Bytes_that_are_no_text_lead_nowhere()
    {
        RoutingSnapshot snapshot = _fleet.WithAnonymous("acme").Compile();

        snapshot.Find(snapshot.Anonymous!, [0xFF, 0xFE, 0x00]).Entry.ShouldBeNull();
        snapshot.Find(snapshot.Anonymous!, new byte[1 << 20]).Entry.ShouldBeNull();
    }

    [Fact]
    public void A_lookup_allocates_nothing()
    {
        RoutingSnapshot snapshot = _fleet.WithAnonymous("acme").Compile();
        byte[][] names = [.. new[] { "gpt-4o", "acme/llama", "lora#llama", "nobody", "x#nobody" }.Select(Encoding.UTF8.GetBytes)];
        SteadyState.Allocates(() =>
        {
            for (int i = 0; i < 1_000; i++)
                snapshot.Find(snapshot.Anonymous!, names[i % names.Length]);
        }).ShouldBe(0);
    }
}
