namespace Edge.Fuzz.Engine;

/// <summary>Makes one input after another for a target. The same dice make the same ones. One thread.</summary>
internal sealed class InputMaker
{
    // Fresh inputs cost more than changed ones.
    private const int InputsPerFresh = 32;

    // A long input costs the time of many short ones, and most mistakes need no long one.
    private const int LongBytes = 1024;
    private const int LongRarely = 8;

    private readonly FuzzTarget _target;
    private readonly Dice _dice;
    private readonly SeedPool _pool;
    private readonly EditBuffer _text;
    private readonly ByteMutator _mutator;
    private int _untilFresh;

    internal InputMaker(FuzzTarget target, Dice dice)
    {
        _target = target;
        _dice = dice;
        _pool = new SeedPool([.. Corpus.Of(target.Name), .. target.Seeds]);
        _text = new EditBuffer(target.Words.MostBytes);
        _mutator = new ByteMutator(dice, target.Words);
    }

    /// <summary>All outcomes so far.</summary>
    internal IReadOnlyCollection<int> Outcomes => _pool.Outcomes;

    /// <summary>Makes the next input: mostly a few changes, now and then none or many.</summary>
    internal byte[] Next()
    {
        if (--_untilFresh < 0)
        {
            _untilFresh = InputsPerFresh;
            if (_target.Fresh(_dice) is { } fresh)
                _pool.AddFresh(fresh);
        }
        _text.Set(Pick());
        byte[] other = Pick();
        int most = _dice.OneIn(10) ? 16 : 4;
        for (int changes = _dice.Next(most); changes > 0; changes--)
            _mutator.Change(_text, other);
        return _text.ToArray();
    }

    /// <summary>Takes note of what became of the last input.</summary>
    internal void Learn(byte[] input) => _pool.Learn(input, _target.Outcome);

    private byte[] Pick()
    {
        byte[] input = _pool.Pick(_dice);
        while (input.Length > LongBytes && !_dice.OneIn(LongRarely))
            input = _pool.Pick(_dice);
        return input;
    }
}
