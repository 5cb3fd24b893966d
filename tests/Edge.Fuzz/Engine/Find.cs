namespace Edge.Fuzz.Engine;

/// <summary>An input that is not read as it should be.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Message">What is wrong, in words.</param>
/// <param name="Input">The input.</param>
/// <param name="Variant">The seed of the dice that the target was given with it.</param>
internal sealed record Find(FindKind Kind, string Message, byte[] Input, ulong Variant);
