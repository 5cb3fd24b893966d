using Edge.Access;

namespace Edge.Tests.Access;

public class KeySecretTests
{
    [Theory]
    [InlineData(null, null, null)]
    [InlineData("", null, null)]
    [InlineData("0123456789abcdef0123456789abcdef", 32, null)]
    [InlineData("0123456789abcdef0123456789abcdef\n", 32, null)]
    [InlineData("short", null, "EDGE_KEY_SECRET has 5 bytes where 32 are the least")]
    public void It_comes_from_the_environment_and_is_long_enough(string? value, int? length, string? problem)
    {
        byte[]? secret = KeySecret.Read(name => name == "EDGE_KEY_SECRET" ? value : null, out string? told);
        secret?.Length.ShouldBe(length!.Value);
        (secret is null).ShouldBe(length is null);
        if (problem is null)
            told.ShouldBeNull();
        else
            told.ShouldNotBeNull().ShouldStartWith(problem);
    }

    [Fact]
    public void A_new_key_prints_nothing_of_itself() => NewKey.Make(new byte[32]).ToString().ShouldBe("(secret)");
}
