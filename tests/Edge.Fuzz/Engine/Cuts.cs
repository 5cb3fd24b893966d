namespace Edge.Fuzz.Engine;

/// <summary>Where an input is cut when it is fed. One thread.</summary>
internal sealed class Cuts
{
    // More pieces than this cost time and find nothing that fewer do not.
    private const int Most = 400;

    private static readonly int[] Sizes = [1, 2, 3, 7, 15, 16, 17, 31, 33, 61, 63, 64, 65, 127, 128, 129, 255, 256, 257, 319, 321, 4096];

    private readonly int[] _places = new int[Most];

    /// <summary>Ascending places from 0 to <paramref name="length"/>, maybe none, maybe one twice; valid until the next call.</summary>
    internal ReadOnlySpan<int> Next(Dice dice, int length)
    {
        int count = dice.Next(8) switch
        {
            0 or 1 => 0,
            2 or 3 or 4 => Anywhere(dice, length, dice.Next(1, 4)),
            5 => Anywhere(dice, length, dice.Next(4, 9)),
            6 => Even(dice.Pick(Sizes), length),
            _ => Uneven(dice, length),
        };
        return _places.AsSpan(0, count);
    }

    private int Anywhere(Dice dice, int length, int count)
    {
        for (int i = 0; i < count; i++)
            _places[i] = dice.Next(length + 1);
        _places.AsSpan(0, count).Sort();
        return count;
    }

    private int Even(int size, int length)
    {
        int count = 0;
        for (int at = size; at < length && count < Most; at += size)
            _places[count++] = at;
        return count;
    }

    // Pieces shorter than a token, and pieces around the size of a block.
    private int Uneven(Dice dice, int length)
    {
        int count = 0;
        for (int at = 0; at < length && count < Most; at += dice.OneIn(3) ? dice.Next(1, 8) : dice.Next(40, 200))
            _places[count++] = at;
        return count;
    }
}
