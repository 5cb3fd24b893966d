namespace Edge.LoadTests.Matrix.Wire;

/// <summary>When a caller leaves of itself: behind so many bytes of its request and so many of the answer.</summary>
/// <param name="Sent">Bytes it sends.</param>
/// <param name="Read">Bytes it waits for then.</param>
internal sealed record Leave(int Sent, int Read);
