using Edge.Mock.Answers;
using Edge.Mock.Faults;

namespace Edge.Tests.Mock.Faults;

public sealed class MockFaultParserTests
{
    [Fact]
    public void Each_fault_is_read()
    {
        Fault("status=503").Status.ShouldBe(503);
        Fault("hang").Hang.ShouldBeTrue();
        Fault("hang-after=0").HangAfter.ShouldBe(0);
        Fault("cut-bytes=10").CutBytes.ShouldBe(10);
        Fault("cut-events=2").CutEvents.ShouldBe(2);
        Fault("reset").Reset.ShouldBeTrue();
        Fault("slow=1.5s").Slow.ShouldBe(TimeSpan.FromSeconds(1.5));
        Fault("late=100ms").Late.ShouldBe(TimeSpan.FromMilliseconds(100));
        Fault("malformed-head").MalformedHead.ShouldBeTrue();
        Fault("close-before-answer").CloseBeforeAnswer.ShouldBeTrue();
        Fault("no-end-mark").NoEndMark.ShouldBeTrue();
        Fault("early-answer").EarlyAnswer.ShouldBeTrue();
        Fault("none").ShouldBe(MockFault.None);
    }

    [Fact]
    public void Faults_combine_and_remember_how_they_were_written() =>
        Fault("cut-events=3, reset").ShouldBe(new MockFault { CutEvents = 3, Reset = true, Text = "cut-events=3, reset" });

    [Theory]
    [InlineData("hang", 1)]
    [InlineData("hang:5%", 0.05)]
    [InlineData("hang:0.25", 0.25)]
    [InlineData("cut-bytes=1,reset:100%", 1)]
    public void A_probability_may_follow(string text, double probability) =>
        MockFaultParser.Parse(text, out _).ShouldNotBeNull().Probability.ShouldBe(probability, 1e-9);

    [Theory]
    [InlineData("")]
    [InlineData("hung")]
    [InlineData("hang=1")]
    [InlineData("status")]
    [InlineData("status=99")]
    [InlineData("status=600")]
    [InlineData("status=abc")]
    [InlineData("cut-bytes=-1")]
    [InlineData("cut-bytes")]
    [InlineData("slow=5")]
    [InlineData("late")]
    [InlineData("late=5")]
    [InlineData("hang,hang")]
    [InlineData("hang,")]
    [InlineData("hang:")]
    [InlineData("hang:101%")]
    [InlineData("hang:often")]
    public void Anything_else_is_refused_with_a_reason(string text)
    {
        MockFaultParser.Parse(text, out string error).ShouldBeNull();
        error.ShouldNotBeEmpty();
    }

    [Fact]
    public void Lines_are_one_rule_each()
    {
        MockFaultParser.ParseLines("", out _).ShouldNotBeNull().ShouldBeEmpty();
        MockFaultParser.ParseLines("status=503:5%\r\n\n hang \n", out _).ShouldNotBeNull()
            .ShouldBe([new(new MockFault { Status = 503, Text = "status=503" }, 0.05), new(new MockFault { Hang = true, Text = "hang" }, 1)]);
        MockFaultParser.ParseLines("hang\nhung", out string error).ShouldBeNull();
        error.ShouldContain("hung");
    }

    [Fact]
    public void Dice_follow_the_probability_and_repeat_with_their_seed()
    {
        MockFaultRule[] rules = [new(new MockFault { Status = 500 }, 0.2), new(new MockFault { Hang = true }, 0.5)];
        (int failed, int hung) = Throw(rules);
        failed.ShouldBeInRange(1800, 2200);
        hung.ShouldBeInRange(3700, 4300);
        Throw(rules).ShouldBe((failed, hung));
    }

    [Fact]
    public void Never_and_always_are_kept()
    {
        Throw([new(new MockFault { Hang = true }, 0)]).Hung.ShouldBe(0);
        Throw([new(new MockFault { Hang = true }, 1)]).Hung.ShouldBe(10_000);
    }

    private static (int Failed, int Hung) Throw(MockFaultRule[] rules)
    {
        var dice = new SplitMix(7);
        int failed = 0;
        int hung = 0;
        for (int i = 0; i < 10_000; i++)
        {
            MockFault fault = MockFaultRule.Pick(rules, ref dice);
            failed += fault.Status == 500 ? 1 : 0;
            hung += fault.Hang ? 1 : 0;
        }
        return (failed, hung);
    }

    private static MockFault Fault(string text) => MockFaultParser.Parse(text, out _).ShouldNotBeNull().Fault;
}
