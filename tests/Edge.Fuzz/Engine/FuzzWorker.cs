namespace Edge.Fuzz.Engine;

/// <summary>A thread with a target and inputs of its own. What it says of itself may be read from any thread.</summary>
internal sealed class FuzzWorker
{
    // More would say the same again.
    private const int MostFinds = 3;

    private readonly FuzzTarget _target;
    private readonly Dice _dice;
    private readonly InputMaker _maker;
    private readonly List<Find> _finds = [];
    private long _inputs;
    private Pending? _pending;

    internal FuzzWorker(FuzzTarget target, ulong seed, int number)
    {
        _target = target;
        _dice = Dice.For(seed, target.Name, number);
        _maker = new InputMaker(target, _dice);
    }

    /// <summary>How many inputs were read.</summary>
    internal long Inputs => Volatile.Read(ref _inputs);

    /// <summary>What is being read, or null.</summary>
    internal Pending? Now => Volatile.Read(ref _pending);

    /// <summary>What was found. To be read when <see cref="Run"/> has returned.</summary>
    internal IReadOnlyList<Find> Finds => _finds;

    /// <summary>All outcomes. To be read when <see cref="Run"/> has returned.</summary>
    internal IReadOnlyCollection<int> Outcomes => _maker.Outcomes;

    /// <summary>Makes and reads inputs: <paramref name="most"/> of them, until <paramref name="stop"/>, or until enough was found.</summary>
    internal void Run(long most, CancellationToken stop)
    {
        for (long i = 0; i < most && _finds.Count < MostFinds && !stop.IsCancellationRequested; i++)
        {
            byte[] input = _maker.Next();
            ulong variant = _dice.Next();
            Volatile.Write(ref _pending, new Pending(input, variant));
            Find? find = Judge.Of(_target, input, variant);
            Volatile.Write(ref _inputs, i + 1);
            if (find is null)
                _maker.Learn(input);
            else
                _finds.Add(find);
        }
        Volatile.Write(ref _pending, null);
    }

    /// <summary>An input that is being read.</summary>
    internal sealed record Pending(byte[] Input, ulong Variant);
}
