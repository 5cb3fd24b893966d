using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;
using Edge.Http1;

namespace Edge.Tests.Http1;

/// <summary>
/// The grammar of chunked bodies (RFC 9112 §7.1) as regular expressions over all of the input: for each part one of it whole, and one
/// of whatever it may begin with.
/// </summary>
internal static partial class ChunkOracle
{
    private const int MostExtension = 256;
    private const int MostTrailer = 32768;

    private static readonly BigInteger MostSize = BigInteger.Pow(2, 62);

    /// <summary>The end with what was in the chunks, <see cref="ResponseStep.NeedMore"/>, or <see cref="ResponseStep.Malformed"/>.</summary>
    internal static ChunkReading Read(byte[] bytes) => Read(Encoding.Latin1.GetString(bytes));

    /// <summary>The same of text whose characters stand for one byte each.</summary>
    internal static ChunkReading Read(string rest)
    {
        var body = new StringBuilder();
        ChunkReading As(ResponseStep step, int leftOver = 0) => new(step, body.ToString(), leftOver, null);
        while (true)
        {
            Match line = SizeLine().Match(rest);
            if (!line.Success || !IsWithinLimits(line))
                return As(SizeLineBegun().Match(rest) is { Success: true } begun && IsWithinLimits(begun) ? ResponseStep.NeedMore : ResponseStep.Malformed);
            BigInteger size = Size(line);
            rest = rest[line.Length..];
            if (size.IsZero)
                break;
            int taken = (int)BigInteger.Min(size, rest.Length);
            body.Append(rest, 0, taken);
            string end = rest[taken..Math.Min(rest.Length, taken + 2)];
            if (end != "\r\n")
                return As(taken == rest.Length || end == "\r" ? ResponseStep.NeedMore : ResponseStep.Malformed);
            rest = rest[(taken + 2)..];
        }
        Match trailer = Trailer().Match(rest);
        if (trailer.Success && trailer.Length <= MostTrailer)
            return As(ResponseStep.End, rest.Length - trailer.Length);
        return As(rest.Length <= MostTrailer && TrailerBegun().IsMatch(rest) ? ResponseStep.NeedMore : ResponseStep.Malformed);
    }

    private static bool IsWithinLimits(Match line) => Size(line) <= MostSize && line.Groups["extension"].Length <= MostExtension;

    private static BigInteger Size(Match line) =>
        BigInteger.Parse("0" + line.Groups["size"].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A(?<size>[0-9A-Fa-f]{1,16})(?<extension>(?:[ \t]*;" + ResponseOracle.Text + @")?)\r\n")]
    private static partial Regex SizeLine();

    [GeneratedRegex(@"\A(?:(?<size>[0-9A-Fa-f]{1,16})(?:\r|(?<extension>[ \t]*|[ \t]*;" + ResponseOracle.Text + @")|(?<extension>[ \t]*;" + ResponseOracle.Text + @")\r))?\z")]
    private static partial Regex SizeLineBegun();

    [GeneratedRegex(@"\A(?:" + ResponseOracle.Token + ":" + ResponseOracle.Text + @"\r\n)*\r\n")]
    private static partial Regex Trailer();

    [GeneratedRegex(@"\A(?:" + ResponseOracle.Token + ":" + ResponseOracle.Text + @"\r\n)*(?:\r|(?:" + ResponseOracle.Token + "(?::" + ResponseOracle.Text + @"\r?)?)?)\z")]
    private static partial Regex TrailerBegun();
}
