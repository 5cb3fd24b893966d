using Edge.Intake;

namespace Edge.Tests.Intake;

public sealed class ModelScannerSplitTests
{
    private readonly ModelScanner _scanner = new();

    [Fact]
    public void A_cut_anywhere_changes_nothing()
    {
        foreach (byte[] body in ScanCases.Bodies)
        {
            ScanResult whole = Scan.Whole(body);
            for (int cut = 0; cut <= body.Length; cut++)
                Scan.CutAt(_scanner, body, cut).ShouldBe(whole);
        }
    }

    [Fact]
    public void One_byte_a_piece_changes_nothing()
    {
        foreach (byte[] body in ScanCases.Bodies)
            Scan.InPieces(_scanner, body, 1).ShouldBe(Scan.Whole(body));
    }

    [Fact]
    public void What_lies_around_a_piece_is_never_read()
    {
        foreach (byte[] body in ScanCases.Bodies)
        {
            ScanResult whole = Scan.Whole(body);
            foreach (byte guard in "\"\\{}]:,u0 \n\0\u0080"u8)
            {
                foreach (int size in new[] { 1, 2, 5, 16, 64, body.Length + 1 })
                    Scan.Guarded(_scanner, body, size, guard).ShouldBe(whole);
            }
        }
    }
}
