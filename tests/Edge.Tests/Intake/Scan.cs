using System.Text;
using Edge.Intake;

namespace Edge.Tests.Intake;

/// <summary>Feeds a body to a scanner in every manner a network can.</summary>
internal static class Scan
{
    /// <summary>Bodies in these tests are Latin-1: one character is one byte.</summary>
    internal static byte[] Bytes(string latin1) => Encoding.Latin1.GetBytes(latin1);

    internal static ScanResult Whole(byte[] body) => InPieces(new ModelScanner(), body, Math.Max(body.Length, 1));

    internal static ScanResult InPieces(ModelScanner scanner, ReadOnlySpan<byte> body, int size)
    {
        scanner.Reset();
        for (; !body.IsEmpty; body = body[Math.Min(size, body.Length)..])
            scanner.Feed(body[..Math.Min(size, body.Length)]);
        return ScanResult.Of(scanner, scanner.Finish());
    }

    internal static ScanResult CutAt(ModelScanner scanner, ReadOnlySpan<byte> body, int cut)
    {
        scanner.Reset();
        scanner.Feed(body[..cut]);
        scanner.Feed([]);
        scanner.Feed(body[cut..]);
        return ScanResult.Of(scanner, scanner.Finish());
    }

    /// <summary>Each piece stands alone between <paramref name="guard"/> bytes, which a read outside of it would meet.</summary>
    internal static ScanResult Guarded(ModelScanner scanner, ReadOnlySpan<byte> body, int size, byte guard)
    {
        const int Margin = 80;
        byte[] memory = new byte[size + (2 * Margin)];
        scanner.Reset();
        for (; !body.IsEmpty; body = body[Math.Min(size, body.Length)..])
        {
            ReadOnlySpan<byte> piece = body[..Math.Min(size, body.Length)];
            memory.AsSpan().Fill(guard);
            piece.CopyTo(memory.AsSpan(Margin));
            scanner.Feed(memory.AsSpan(Margin, piece.Length));
        }
        return ScanResult.Of(scanner, scanner.Finish());
    }
}
