using Edge.Fuzz.Engine;
using Edge.Fuzz.Targets;

namespace Edge.Fuzz.Tests;

public sealed class FuzzSessionTests : IDisposable
{
    private static readonly FuzzTargetKind Good = new("good", () => new PlantedTarget((_, _) => null));

    private static readonly FuzzTargetKind Bad =
        new("bad", () => new PlantedTarget((input, _) => input.AsSpan().IndexOf("a}"u8) >= 0 ? "planted" : null));

    private readonly string _folder = Directory.CreateTempSubdirectory("edge-finds-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_run_that_finds_nothing_says_so()
    {
        Run(["--targets", "good", "--inputs", "1000", "--threads", "3", "--seed", "9"], out string[] lines).ShouldBeTrue();

        lines[0].ShouldBe("seed=9 threads=3");
        lines[1].ShouldMatch("^good +inputs=1000 inputs/s=[0-9]+ outcomes=1 differences=0 crashes=0$");
        lines[^1].ShouldBe("inputs=1000 differences=0 crashes=0");
    }

    [Fact]
    public void A_find_is_told_kept_and_found_again()
    {
        Run(["--targets", "good,bad", "--inputs", "100000", "--threads", "1"], out string[] lines).ShouldBeFalse();

        lines[^1].ShouldMatch("^inputs=[0-9]+ differences=3 crashes=0$");
        lines.Count(line => line.EndsWith(": 617D", StringComparison.Ordinal)).ShouldBe(3);
        string path = Directory.GetFiles(_folder).ShouldHaveSingleItem();
        File.ReadAllBytes(path).ShouldBe("a}"u8.ToArray());

        Run(["--targets", "bad", "--replay", path], out lines).ShouldBeFalse();
        lines[^1].ShouldBe("inputs=1 differences=1 crashes=0");
        Run(["--targets", "good", "--replay", path], out lines).ShouldBeTrue();
        lines[^1].ShouldBe("inputs=1 differences=0 crashes=0");
    }

    [Fact]
    public void A_time_ends_a_run()
    {
        Run(["--targets", "good", "--seconds", "0.05", "--threads", "1"], out string[] lines).ShouldBeTrue();

        lines.Length.ShouldBe(3);
    }

    [Theory]
    [InlineData("--targets", "nobody")]
    [InlineData("--seconds", "0")]
    [InlineData("--seconds", "soon")]
    [InlineData("--inputs", "-1")]
    [InlineData("--threads", "0")]
    [InlineData("--seed")]
    [InlineData("--what", "ever")]
    [InlineData("--replay", "no such file")]
    public void What_is_no_option_is_told(params string[] arguments)
    {
        FuzzOptions.Parse(arguments, FuzzTargets.All, out string problem).ShouldBeNull();

        problem.ShouldStartWith(arguments[0]);
        FuzzOptions.Usage(FuzzTargets.All).ShouldContain("--targets scanner,request-head,chunked,response");
    }

    private bool Run(string[] arguments, out string[] lines)
    {
        FuzzOptions options = FuzzOptions.Parse(arguments, [Good, Bad], out _).ShouldNotBeNull();
        var output = new StringWriter();
        bool nothing = new FuzzSession(options, new FindStore(_folder), output).Run();
        lines = output.ToString().TrimEnd().Split(output.NewLine);
        return nothing;
    }
}
