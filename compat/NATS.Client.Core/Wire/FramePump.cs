using System.Buffers;
using System.IO.Pipelines;
using NATS.Client.Core.Protocol;

namespace NATS.Client.Core.Wire;

/// <summary>Reads commands off a connection and hands them on.</summary>
internal static class FramePump
{
    /// <summary>Runs until the handler wants no more.</summary>
    /// <exception cref="NatsProtocolViolationException">What came is no command; nothing after it can be trusted.</exception>
    /// <exception cref="EndOfStreamException">The server has closed the connection.</exception>
    internal static async Task RunAsync<THandler>(PipeReader input, FrameParser parser, THandler handler, CancellationToken cancellationToken)
        where THandler : IFrameHandler
    {
        while (!handler.Done)
        {
            ReadResult read = await input.ReadAsync(cancellationToken).ConfigureAwait(false);
            ReadOnlySequence<byte> buffer = read.Buffer;
            FrameStatus status = FrameStatus.Complete;
            while (!handler.Done && !buffer.IsEmpty)
            {
                status = Step(parser, handler, ref buffer, out ValueTask handled);
                if (status != FrameStatus.Complete)
                    break;
                if (!handled.IsCompletedSuccessfully)
                    await handled.AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            input.AdvanceTo(buffer.Start, status == FrameStatus.Incomplete ? buffer.End : buffer.Start);
            if (status == FrameStatus.Malformed)
                throw new NatsProtocolViolationException("The server sent what is no command");
            if (read.IsCompleted && !handler.Done)
                throw new EndOfStreamException("The server closed the connection");
        }
    }

    private static FrameStatus Step<THandler>(FrameParser parser, THandler handler, ref ReadOnlySequence<byte> buffer, out ValueTask handled)
        where THandler : IFrameHandler
    {
        FrameStatus status = parser.TryRead(ref buffer, out Frame frame);
        handled = status == FrameStatus.Complete ? handler.HandleAsync(frame) : default;
        return status;
    }
}
