namespace Edge.LoadTests.Chaos.Plans;

/// <summary>How a caller reaches the edge.</summary>
/// <param name="Name">In reports.</param>
/// <param name="Port">The edge's, or that of a link in front of it.</param>
/// <param name="MayBreak">Whether the way itself loses answers.</param>
/// <param name="MayHang">Whether the way itself goes silent: then the caller gives up sooner.</param>
internal sealed record Front(string Name, int Port, bool MayBreak, bool MayHang);
