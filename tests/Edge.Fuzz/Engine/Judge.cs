namespace Edge.Fuzz.Engine;

/// <summary>Gives inputs to targets.</summary>
internal static class Judge
{
    /// <summary>What <paramref name="target"/> does wrong with <paramref name="input"/>, or null.</summary>
    /// <param name="target">Who reads.</param>
    /// <param name="input">What is read.</param>
    /// <param name="variant">The seed of what else is random: where it is cut.</param>
    internal static Find? Of(FuzzTarget target, byte[] input, ulong variant)
    {
        try
        {
            return target.Check(input, new Dice(variant)) is { } wrong ? new Find(FindKind.Difference, wrong, input, variant) : null;
        }
        catch (ShouldAssertException assertion)
        {
            return new Find(FindKind.Difference, assertion.Message, input, variant);
        }
        catch (Exception exception)
        {
            return new Find(FindKind.Crash, exception.ToString(), input, variant);
        }
    }
}
