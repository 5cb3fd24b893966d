using Edge.Fuzz.Engine;
using Edge.Fuzz.Targets;

namespace Edge.Fuzz.Tests;

public class TargetTests
{
    public static TheoryData<string> Names => [.. FuzzTargets.All.Select(kind => kind.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_is_wrong_with_a_target_and_its_inputs_come_to_different_ends(string name)
    {
        var run = new FuzzRun(Kind(name).Make, seed: 7, threads: 1) { Inputs = 3_000 };

        run.Run();

        run.Finds.ShouldBeEmpty();
        run.InputsRead.ShouldBe(3_000);
        run.Outcomes.ShouldBeGreaterThan(10);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_seed_makes_the_same_inputs(string name)
    {
        (FuzzTarget one, FuzzTarget other) = (Kind(name).Make(), Kind(name).Make());
        InputMaker ones = new(one, Dice.For(5, name, 0)), others = new(other, Dice.For(5, name, 0));
        for (int i = 0; i < 500; i++)
        {
            byte[] input = ones.Next();
            others.Next().ShouldBe(input);
            Judge.Of(one, input, 1);
            Judge.Of(other, input, 1);
            ones.Learn(input);
            others.Learn(input);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_target_has_a_corpus_under_its_name(string name)
    {
        Kind(name).Make().Name.ShouldBe(name);
        Corpus.Of(name).Count().ShouldBeGreaterThan(3);
    }

    private static FuzzTargetKind Kind(string name) => FuzzTargets.All.Single(kind => kind.Name == name);
}
