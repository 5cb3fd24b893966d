namespace Edge.Tests.Upstream;

/// <summary>A connection's stream that carries nothing and knows whether it was closed.</summary>
internal sealed class FakeStream : MemoryStream
{
    internal bool IsClosed => !CanRead;
}
