using System.Text;
using Edge.Intake;

namespace Edge.Tests.Intake;

/// <summary>Each width says after every piece what the scanner without blocks says, and at the end what the rules say.</summary>
public sealed class WidthTests
{
    private const int Seed = 3;
    private static readonly BlockWidth[] Widths = [BlockWidth.Vector128, BlockWidth.Vector256, BlockWidth.Vector512];
    private static readonly int[] PieceSizes = [1, 2, 15, 16, 17, 31, 33, 63, 64, 65, 127, 128, 129, 255, 256, 257, 319, 321, 4096];

    private readonly ModelScanner _serial = new(BlockWidth.None);
    private readonly ModelScanner[] _scanners = [.. Widths.Select(width => new ModelScanner(width))];

    [Fact]
    public void A_cut_anywhere_changes_nothing()
    {
        foreach (byte[] body in ScanCases.Bodies.Concat(Long(ScanCases.Bodies)))
        {
            for (int cut = 0; cut <= body.Length; cut++)
                Check(body, [cut, body.Length - cut]);
        }
    }

    [Fact]
    public void Every_beginning_of_a_body_is_read_as_the_rules_read_it()
    {
        foreach (byte[] body in ScanCases.Bodies.Concat(Long(ScanCases.Bodies)))
        {
            for (int length = 1; length < body.Length; length++)
                Check(body[..length], length);
        }
    }

    [Fact]
    public void Pieces_around_the_size_of_a_block_change_nothing()
    {
        foreach (byte[] body in Long(ScanCases.Bodies))
        {
            foreach (int size in PieceSizes)
                Check(body, size);
        }
    }

    [Fact]
    public void Broken_documents_are_read_alike()
    {
        var random = new Random(Seed);
        var maker = new DocumentMaker(random);
        var mutator = new Mutator(random);
        byte[] other = maker.Next();
        for (int i = 0; i < 20_000; i++)
        {
            byte[] document = maker.Next();
            CheckAtRandom(mutator.Next(document, other), random);
            other = document;
        }
    }

    [Fact]
    public void Heaps_of_quotes_backslashes_and_brackets_are_read_alike()
    {
        var random = new Random(Seed);
        for (int i = 0; i < 30_000; i++)
            CheckAtRandom(ByteSoup.Next(random), random);
    }

    [Theory]
    [InlineData("{\"x\":[\"", "\"],\"model\":\"gpt\"}")]
    [InlineData("{\"x\":\"", "\",\"model\":\"gpt\"}")]
    [InlineData("{\"x\":[[", "]],\"model\":\"gpt\"}")]
    public void Runs_of_backslashes_and_quotes_lie_across_every_border(string before, string after)
    {
        for (int fill = 0; fill < 140; fill++)
        {
            for (int run = 0; run < 6; run++)
            {
                foreach (string end in new[] { "", "\"", "\"}\"", "]\"{" })
                    Check(Scan.Bytes(before + new string('a', fill) + new string('\\', run) + end + after), 4096);
            }
        }
    }

    [Fact]
    public void What_is_escaped_across_a_border_is_forgotten_in_the_plain_text_behind_it()
    {
        for (int fill = 0; fill < 70; fill++)
        {
            foreach (int plain in (int[])[64, 128, 256, 320, 384])
                Check(Scan.Bytes("{\"x\":[\"" + new string('a', fill) + "\\" + new string('a', plain) + "\"],\"model\":\"gpt\"}"), 4096);
        }
    }

    [Fact]
    public void Long_runs_of_backslashes_keep_their_parity()
    {
        for (int run = 50; run < 330; run++)
        {
            byte[] body = Scan.Bytes("{\"x\":[\"" + new string('\\', run) + "\"],\"model\":\"gpt\",\"y\":\"\"}");
            foreach (int size in (int[])[61, 64, 67, 4096])
                Check(body, size);
        }
    }

    [Theory]
    [InlineData('[', ']', "")]
    [InlineData('{', '}', "\"\\\"\" ")]
    [InlineData('[', '}', "1")]
    public void The_deepest_level_is_the_same_wherever_it_lies_in_a_block(char open, char close, string between)
    {
        for (int fill = 0; fill < 66; fill++)
        {
            for (int depth = 997; depth <= 1001; depth++)
            {
                string nested = new string(open, depth - 3) + string.Concat(Enumerable.Repeat(between + open + close, 40))
                    + new string(open, 2) + new string(close, depth - 1);
                Check(Scan.Bytes("{\"x\":" + new string(' ', fill) + nested + ",\"model\":\"gpt\"}"), 4096);
            }
        }
    }

    /// <summary>The same with more before, between and behind, so that every part of it meets whole blocks.</summary>
    private static IEnumerable<byte[]> Long(IEnumerable<byte[]> bodies)
    {
        byte[] fill = Scan.Bytes("{\"long\":[{\"a\":\"\\\\\",\"b\":[\"\\\"" + new string('b', 90) + "\"]}],");
        byte[] space = Scan.Bytes(new string(' ', 70));
        return bodies.Where(body => body is [(byte)'{', (byte)'"', ..]).Select(body => (byte[])[.. fill, .. body[1..], .. space]);
    }

    private void CheckAtRandom(byte[] body, Random random)
    {
        Check(body, 4096);
        var cuts = new List<int>();
        for (int left = body.Length; left > 0; left -= cuts[^1])
            cuts.Add(Math.Min(left, random.Next(4) == 0 ? random.Next(1, 8) : random.Next(40, 200)));
        Check(body, cuts);
    }

    private void Check(byte[] body, int size) =>
        Check(body, [.. Enumerable.Range(0, (body.Length + size - 1) / size).Select(i => Math.Min(size, body.Length - (i * size)))]);

    private void Check(byte[] body, IReadOnlyList<int> pieces)
    {
        ScanResult[] expected = Feed(_serial, body, pieces);
        ScanResult rules = SlowScanner.Scan(body);
        for (int i = 0; i < Widths.Length; i++)
        {
            ScanResult[] results = Feed(_scanners[i], body, pieces);
            if (!results.SequenceEqual(expected) || results[^1] != rules)
            {
                string how = $"{Widths[i]}, seed {Seed}, pieces {string.Join(' ', pieces)}";
                throw new Xunit.Sdk.XunitException($"{how}: {results[^1]}, not {expected[^1]} or {rules}, of {Encoding.Latin1.GetString(body)}");
            }
        }
    }

    private static ScanResult[] Feed(ModelScanner scanner, ReadOnlySpan<byte> body, IReadOnlyList<int> pieces)
    {
        var results = new ScanResult[pieces.Count + 1];
        scanner.Reset();
        for (int i = 0; i < pieces.Count; body = body[pieces[i++]..])
            results[i] = ScanResult.Of(scanner, scanner.Feed(body[..pieces[i]]));
        results[^1] = ScanResult.Of(scanner, scanner.Finish());
        return results;
    }
}
