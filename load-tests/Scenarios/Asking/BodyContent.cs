using System.Net;
using System.Net.Http.Headers;

namespace Edge.LoadTests.Scenarios.Asking;

/// <summary>A JSON body in parts that requests share, sent as fast as can be, or slowly: with a rest behind each <see cref="Piece"/> bytes.</summary>
internal sealed class BodyContent : HttpContent
{
    /// <summary>What a slow sender sends at once.</summary>
    internal const int Piece = 4096;

    private readonly ReadOnlyMemory<byte>[] _parts;
    private readonly TimeSpan _pace;

    internal BodyContent(ReadOnlyMemory<byte>[] parts, TimeSpan pace)
    {
        (_parts, _pace) = (parts, pace);
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        foreach (ReadOnlyMemory<byte> part in _parts)
        {
            if (_pace == TimeSpan.Zero)
                await stream.WriteAsync(part, cancellationToken);
            else
                await CrawlAsync(stream, part, cancellationToken);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _parts.Sum(part => (long)part.Length);
        return true;
    }

    private async Task CrawlAsync(Stream stream, ReadOnlyMemory<byte> part, CancellationToken cancellation)
    {
        for (; part.Length > 0; part = part[Math.Min(Piece, part.Length)..])
        {
            await stream.WriteAsync(part[..Math.Min(Piece, part.Length)], cancellation);
            await stream.FlushAsync(cancellation);
            await Task.Delay(_pace, cancellation);
        }
    }
}
