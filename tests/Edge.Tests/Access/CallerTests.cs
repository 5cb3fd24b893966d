using System.Security.Cryptography;
using System.Text;
using ConfigSync.Resources;
using ConfigSync.Snapshots;
using Edge.Access;
using Edge.Faults;

namespace Edge.Tests.Access;

/// <summary>Whose request it is.</summary>
public sealed class CallerTests
{
    [Fact]
    public void A_known_key_acts_for_its_account() => Identify("k", keys: true).Account.ShouldBe("team");

    [Theory]
    [InlineData("K")]
    [InlineData("k ")]
    [InlineData("k\u0100")]
    public void Any_other_key_is_refused(string key) => Identify(key, keys: true).Fault.ShouldBe(FaultKind.InvalidKey);

    [Fact]
    public void A_key_too_long_to_be_one_is_refused() => Identify(new string('k', 5000), keys: true).Fault.ShouldBe(FaultKind.InvalidKey);

    [Fact]
    public void No_key_is_refused() => Identify("", keys: true).Fault.ShouldBe(FaultKind.MissingKey);

    [Fact]
    public void No_key_acts_for_the_anonymous_account() => Identify("", keys: true, anonymous: "guests").Account.ShouldBe("guests");

    [Fact]
    public void A_wrong_key_is_not_anonymous() => Identify("x", keys: true, anonymous: "guests").Fault.ShouldBe(FaultKind.InvalidKey);

    [Fact]
    public void Where_no_key_is_defined_a_presented_one_is_not_looked_at() => Identify("x", keys: false, anonymous: "guests").Account.ShouldBe("guests");

    private static (string? Account, FaultKind Fault) Identify(string key, bool keys, string? anonymous = null)
    {
        var config = new EdgeConfig
        {
            Keys = keys ? [new KeyConfig("one", [.. SHA256.HashData(Encoding.UTF8.GetBytes("k"))], "team")] : [],
            Anonymous = anonymous,
        };
        RoutingSnapshot snapshot = new SnapshotCompiler(_ => throw new InvalidOperationException()).Compile(config, DateTimeOffset.UnixEpoch);
        CallerIdentity caller = Caller.Identify(snapshot, key, out Fault fault);
        caller.Key.ShouldBe(caller.IsKnown && caller.Account != snapshot.Anonymous ? "one" : null);
        return (caller.Account?.Id, fault.Kind);
    }
}
