using System.Text;
using Edge.Fuzz.Engine;
using Edge.Fuzz.Targets;
using Edge.Intake;
using Edge.Tests.Http1;
using Edge.Tests.Intake;

namespace Edge.Fuzz.Tests;

/// <summary>What is planted is found and made small: a fuzzer that finds nothing could be one that cannot.</summary>
public class PlantedBugTests
{
    [Fact]
    public void A_scanner_that_would_count_one_byte_too_many_behind_an_escape_is_found()
    {
        static ScanResult Rules(byte[] body) => SlowScanner.Scan(body) is { Status: ScanStatus.Complete } result && result.Model.Contains('"', StringComparison.Ordinal)
            ? result with { End = result.End + 1 }
            : SlowScanner.Scan(body);

        Find find = Found(() => new ScannerTarget(Rules));

        find.Kind.ShouldBe(FindKind.Difference);
        SlowScanner.Scan(find.Input).Model.ShouldContain('"');
        find.Input.Length.ShouldBeInRange("{\"model\":\"\\\"\"}".Length, 30);
    }

    [Fact]
    public void A_grammar_of_heads_that_takes_one_field_less_is_found()
    {
        Find find = Found(() => new RequestHeadTarget((bytes, limits) => RequestOracle.Read(bytes, limits with { Fields = limits.Fields - 1 })));

        // The limits are 4 fields, or 100; before them is a line, and behind them an empty one.
        Text(find).Split("\r\n").Length.ShouldBeOneOf(4 + 3, 100 + 3);
    }

    [Fact]
    public void A_grammar_of_chunks_that_ignores_tabs_is_found()
    {
        Find find = Found(() => new ChunkedTarget(bytes => ChunkOracle.Read([.. bytes.Where(b => b != '\t')])));

        Text(find).ShouldBe("\t");
    }

    [Fact]
    public void A_grammar_of_answers_that_does_not_know_HEAD_is_found() =>
        Found(() => new ResponseTarget((bytes, _) => ResponseOracle.Read(bytes, headRequest: false))).Kind.ShouldBe(FindKind.Difference);

    [Fact]
    public void A_reader_that_depends_on_where_its_input_is_cut_is_found() =>
        Text(Found(() => new PlantedTarget((input, cuts) =>
        {
            foreach (int cut in cuts)
            {
                if (cut > 0 && cut < input.Length && input[cut - 1] == 'a' && input[cut] == 'b')
                    return "cut between a and b";
            }
            return null;
        }))).ShouldBe("ab");

    [Fact]
    public void An_exception_is_a_crash_and_a_failed_assertion_a_difference()
    {
        static bool IsBad(byte[] input) => input.AsSpan().IndexOf("}}"u8) >= 0;

        Find crash = Found(() => new PlantedTarget((input, _) => IsBad(input) ? throw new InvalidOperationException("planted") : null));
        Find difference = Found(() => new PlantedTarget((input, _) =>
        {
            IsBad(input).ShouldBeFalse();
            return null;
        }));

        (crash.Kind, Text(crash)).ShouldBe((FindKind.Crash, "}}"));
        (difference.Kind, Text(difference)).ShouldBe((FindKind.Difference, "}}"));
    }

    [Fact]
    public void An_input_that_does_not_come_to_an_end_is_found()
    {
        using var release = new ManualResetEventSlim();
        byte[]? read = null;
        var run = new FuzzRun(() => new PlantedTarget((input, _) => Wait(input)), seed: 1, threads: 1) { Patience = TimeSpan.FromMilliseconds(100) };
        string? Wait(byte[] input)
        {
            read = input;
            release.Wait();
            return null;
        }

        run.Run();
        release.Set();

        Find hang = run.Finds.ShouldHaveSingleItem();
        hang.Kind.ShouldBe(FindKind.Hang);
        hang.Input.ShouldBe(read);
    }

    private static Find Found(Func<FuzzTarget> make)
    {
        var run = new FuzzRun(make, seed: 1, threads: 1) { Inputs = 200_000 };
        run.Run();
        run.Finds.ShouldNotBeEmpty();
        return new Minimiser(make()).Shrink(run.Finds[0]);
    }

    private static string Text(Find find) => Encoding.Latin1.GetString(find.Input);
}
