using System.IO.Pipelines;

namespace Edge.Hosting;

/// <summary>A connection whose first bytes were received before it came here.</summary>
/// <param name="input">Those bytes, and what follows them.</param>
/// <param name="output">As it was.</param>
internal sealed class PrefixedTransport(PipeReader input, PipeWriter output) : IDuplexPipe
{
    /// <inheritdoc/>
    public PipeReader Input => input;

    /// <inheritdoc/>
    public PipeWriter Output => output;
}
