using System.Text;

namespace Edge.Intake;

/// <summary>
/// Recognizes <c>model</c> among decoded keys, and what a server could take for it: Go's decoder folds case, and one that keeps keys
/// as C strings reads no further than a NUL. No character outside ASCII folds to a letter of <c>model</c>, so ASCII folding is enough.
/// </summary>
internal static class ModelKey
{
    /// <summary>Bytes of a key that decide: those of <c>model</c> and one more.</summary>
    internal const int PrefixLength = 6;

    /// <summary>Judges a key by its first <see cref="PrefixLength"/> decoded bytes.</summary>
    internal static KeyMatch Match(ReadOnlySpan<byte> prefix)
    {
        // Most keys are told by their length.
        if (prefix.Length < PrefixLength - 1 || (prefix.Length == PrefixLength && prefix[^1] != 0))
            return KeyMatch.Other;
        if (prefix.SequenceEqual("model"u8))
            return KeyMatch.Model;
        ReadOnlySpan<byte> name = prefix[..(PrefixLength - 1)];
        return Ascii.EqualsIgnoreCase(name, "model"u8) ? KeyMatch.Lookalike : KeyMatch.Other;
    }
}
