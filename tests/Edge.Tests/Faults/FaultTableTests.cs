using Edge.Faults;

namespace Edge.Tests.Faults;

/// <summary>The one table from a fault to its answer.</summary>
public sealed class FaultTableTests
{
    public static TheoryData<string> Kinds => [.. Enum.GetNames<FaultKind>().Where(name => name != nameof(FaultKind.None))];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_fault_has_a_whole_row(string name)
    {
        FaultRow row = new Fault(Enum.Parse<FaultKind>(name)).Row;
        row.Status.ShouldBeInRange(400, 599);
        row.Code.ShouldMatch("^[a-z0-9_]+$");
        row.GatewayCode.ShouldMatch("^[A-Z_]+$");
        row.Message.ShouldNotBeEmpty();
        row.Type.ShouldBe(row.Status < 500 ? "invalid_request_error" : "server_error");
        (row.Side == FaultSide.Caller).ShouldBe(row.Status is < 500 or 501 or 505);
    }

    [Fact]
    public void Codes_are_unique_but_for_the_two_of_keys()
    {
        var codes = Enum.GetValues<FaultKind>().Where(k => k is not FaultKind.None and not FaultKind.MissingKey).Select(k => FaultTable.Of(k).Code);
        codes.ShouldBeUnique();
    }

    [Fact]
    public void Whoever_may_try_again_is_told_when()
    {
        foreach (FaultKind kind in Enum.GetValues<FaultKind>())
            (FaultTable.Of(kind).RetryAfterSeconds > 0).ShouldBe(FaultTable.Of(kind).Status == 503, kind.ToString());
    }
}
