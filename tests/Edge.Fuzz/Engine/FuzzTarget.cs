namespace Edge.Fuzz.Engine;

/// <summary>Something that reads bytes from outside, with what is known to be true of its readings. Used by one thread.</summary>
internal abstract class FuzzTarget
{
    /// <summary>Its name on the command line and of its corpus.</summary>
    internal abstract string Name { get; }

    /// <summary>What inputs are changed with.</summary>
    internal abstract Vocabulary Words { get; }

    /// <summary>Inputs to start from, beside those in the folder <c>corpus</c>.</summary>
    internal virtual IEnumerable<byte[]> Seeds => [];

    /// <summary>
    /// A number for what became of the last input, the same for inputs that took the same way: which mistake, which form. An input
    /// with a new one is kept to start from.
    /// </summary>
    internal int Outcome { get; private protected set; }

    /// <summary>Makes another input to start from, or null where the seeds suffice.</summary>
    internal virtual byte[]? Fresh(Dice dice) => null;

    /// <summary>Reads <paramref name="input"/> and says what is wrong with the reading; null when nothing is. A failed assertion says the same, any other exception is a crash.</summary>
    /// <param name="input">The input; must not be changed.</param>
    /// <param name="dice">Decides where the input is cut, and the like.</param>
    internal abstract string? Check(byte[] input, Dice dice);
}
