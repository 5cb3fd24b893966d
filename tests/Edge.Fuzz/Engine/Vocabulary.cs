using System.Text;

namespace Edge.Fuzz.Engine;

/// <summary>What a format is made of.</summary>
/// <param name="Tokens">Pieces that mean something in it, or break it.</param>
/// <param name="LineEnd">The byte that parts its lines, members or labels.</param>
/// <param name="MostBytes">How long inputs become at most.</param>
internal sealed record Vocabulary(byte[][] Tokens, byte LineEnd, int MostBytes = 40_000)
{
    /// <summary>Numbers at which readers change their mind: sizes of blocks and limits, ends of types, and what is no plain number.</summary>
    internal static readonly byte[][] Numbers = Bytes(
        "0", "1", "2", "9", "10", "00", "007", "-1", "+1", "-0", "15", "16", "17", "31", "32", "33", "63", "64", "65", "99", "100", "101",
        "127", "128", "255", "256", "257", "999", "1000", "1001", "1023", "1024", "1025", "4095", "4096", "4097", "65535", "65536",
        "2147483647", "2147483648", "4294967295", "4294967296", "4611686018427387904", "4611686018427387905", "9223372036854775807",
        "9223372036854775808", "18446744073709551615", "18446744073709551616", "99999999999999999999999", "0x10", "1e9", "1e999", "0.1", "a",
        "F", "ff", "7FFFFFFF", "80000000", "FFFFFFFF", "100000000", "4000000000000000", "4000000000000001", "7fffffffffffffff",
        "8000000000000000", "FFFFFFFFFFFFFFFF", "10000000000000000");

    /// <summary>The tokens of text whose characters stand for one byte each.</summary>
    internal static byte[][] Bytes(params IEnumerable<string> tokens) => [.. tokens.Select(Encoding.Latin1.GetBytes)];
}
