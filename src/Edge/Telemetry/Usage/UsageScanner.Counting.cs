using System.Buffers;

namespace Edge.Telemetry.Usage;

/// <content>What comes behind an object that was found: how deep it stood, and whether another one counts in its place.</content>
internal sealed partial class UsageScanner
{
    private static readonly SearchValues<byte> Structure = SearchValues.Create("\"{}[]"u8);

    private UsageReport _found;
    private bool _hasFound;
    private bool _inString;

    // Brackets opened less those closed since the object that was found.
    private int _level;

    /// <summary>Counts brackets until the object that was found is known to lie too deep; then the search goes on.</summary>
    private int Count(ReadOnlySpan<byte> piece)
    {
        int at = 0;
        while (at < piece.Length && _stage == Stage.Counting)
        {
            if (_inString)
            {
                at = InString(piece, at);
                continue;
            }
            int hop = piece[at..].IndexOfAny(Structure);
            if (hop < 0)
                return piece.Length;
            at += hop;
            byte b = piece[at++];
            // A name that is deeper than the one found does not matter.
            if (b == '"')
                (_inString, _matched) = (true, _level <= 0 ? 1 : 0);
            else
                _level += b is (byte)'{' or (byte)'[' ? 1 : -1;
            if (_level < -_deepest)
                Forget();
        }
        return at;
    }

    private int InString(ReadOnlySpan<byte> piece, int at)
    {
        if (_escaped)
        {
            _escaped = false;
            return at + 1;
        }
        while (_matched > 0 && at < piece.Length)
        {
            if (piece[at] != Name[_matched])
            {
                _matched = 0;
                break;
            }
            at++;
            if (++_matched == Name.Length)
            {
                (_stage, _matched, _inString) = (Stage.AfterName, 0, false);
                return at;
            }
        }
        return EndString(piece, at);
    }

    private int EndString(ReadOnlySpan<byte> piece, int at)
    {
        int hop = piece[at..].IndexOfAny((byte)'"', (byte)'\\');
        if (hop < 0)
            return piece.Length;
        at += hop;
        (_inString, _escaped) = (piece[at] == '\\', piece[at] == '\\');
        return at + 1;
    }
}
