using System.Text;
using Edge.Intake;

namespace Edge.Tests.Intake;

public sealed class ModelScannerFuzzTests
{
    private const int Documents = 20_000;
    private const int Mutants = 100_000;
    private static readonly int[] PieceSizes = [1, 3, 7, 61, 64, 4096];

    private readonly ModelScanner _scanner = new();

    [Fact]
    public void Valid_documents_are_read_as_System_Text_Json_reads_them()
    {
        var maker = new DocumentMaker(new Random(1));
        int accepted = 0;
        for (int i = 0; i < Documents; i++)
        {
            byte[] body = maker.Next();
            JsonVerdict verdict = JsonVerdict.Of(body);
            verdict.IsJson.ShouldBeTrue(Show(body));
            accepted += Check(body, verdict).Status == ScanStatus.Complete ? 1 : 0;
        }
        accepted.ShouldBeInRange(Documents / 4, Documents * 9 / 10);
    }

    [Fact]
    public void Broken_documents_are_never_read_otherwise_than_System_Text_Json_or_the_rules_read_them()
    {
        var random = new Random(2);
        var maker = new DocumentMaker(random);
        var mutator = new Mutator(random);
        byte[] other = maker.Next();
        var errors = new HashSet<ScanError>();
        for (int i = 0; i < Mutants; i++)
        {
            byte[] document = maker.Next();
            byte[] body = mutator.Next(document, other);
            errors.Add(Check(body, JsonVerdict.Of(body)).Error);
            other = document;
        }
        errors.ShouldBe(Enum.GetValues<ScanError>().Except([ScanError.TooDeep]), ignoreOrder: true);
    }

    [Fact]
    public void The_table_is_judged_as_by_System_Text_Json_and_by_the_rules()
    {
        foreach (byte[] body in ScanCases.Bodies)
            Check(body, JsonVerdict.Of(body));
    }

    private ScanResult Check(byte[] body, JsonVerdict verdict)
    {
        ScanResult expected = SlowScanner.Scan(body);
        foreach (int size in PieceSizes)
        {
            ScanResult result = Scan.InPieces(_scanner, body, size);
            if (result != expected)
                throw new Xunit.Sdk.XunitException($"pieces of {size}: {result}, the rules say {expected}, of {Show(body)}");
        }
        if (!verdict.IsJson)
            return expected;
        string? model = expected.Status == ScanStatus.Complete ? expected.Model : null;
        if (model != verdict.Model || (model is not null && (expected.Start, expected.End) != (verdict.Start, verdict.End)))
            throw new Xunit.Sdk.XunitException($"{expected}, System.Text.Json says {verdict}, of {Show(body)}");
        return expected;
    }

    private static string Show(byte[] body) => Encoding.Latin1.GetString(body);
}
