using Edge.Fuzz.Engine;

namespace Edge.Fuzz.Targets;

/// <summary>Puts inputs between bytes that mean something, which a read outside of the input would meet. One thread.</summary>
internal sealed class Fence
{
    // More than the longest stride of a vector loop.
    private const int Margin = 320;

    private byte[] _memory = new byte[64 * 1024];

    /// <summary>A copy of <paramref name="input"/>; valid until the next call.</summary>
    internal ReadOnlySpan<byte> Around(ReadOnlySpan<byte> input, Dice dice)
    {
        int needed = input.Length + (2 * Margin);
        if (_memory.Length < needed)
            _memory = new byte[2 * needed];
        byte guard = "\"\\[]{}a\0"u8[dice.Next(8)];
        _memory.AsSpan(0, Margin).Fill(guard);
        input.CopyTo(_memory.AsSpan(Margin));
        _memory.AsSpan(Margin + input.Length, Margin).Fill(guard);
        return _memory.AsSpan(Margin, input.Length);
    }
}
