using System.Diagnostics.CodeAnalysis;

namespace NATS.Client.Core;

/// <summary>A message, received or to be published.</summary>
/// <typeparam name="T">The type of the payload.</typeparam>
public readonly record struct NatsMsg<T> : INatsMsg<T>
{
    // The two upper bits hold the flags, so that a message stays small in the channel it waits in.
    private const int FlagShift = 30;
    private const uint SizeMask = (1u << FlagShift) - 1;
    private readonly uint _flagsAndSize;

    /// <summary>Makes one.</summary>
    /// <param name="subject">Where it is sent to.</param>
    /// <param name="replyTo">Where answers should go.</param>
    /// <param name="size">Bytes of subject, reply subject, header and payload together, below 1 GiB.</param>
    /// <param name="headers">Header fields.</param>
    /// <param name="data">The payload.</param>
    /// <param name="connection">Where it came from.</param>
    /// <param name="flags">What is special about it.</param>
    public NatsMsg(
        string subject,
        string? replyTo,
        int size,
        NatsHeaders? headers,
        T? data,
        INatsConnection? connection,
        NatsMsgFlags flags = default)
    {
        Subject = subject;
        ReplyTo = replyTo;
        _flagsAndSize = ((uint)flags << FlagShift) | ((uint)size & SizeMask);
        Headers = headers;
        Data = data;
        Connection = connection;
    }

    /// <inheritdoc/>
    public NatsException? Error => Headers?.Error;

    /// <inheritdoc/>
    public string Subject { get; init; }

    /// <inheritdoc/>
    public string? ReplyTo { get; init; }

    /// <inheritdoc/>
    public int Size
    {
        get => (int)(_flagsAndSize & SizeMask);
        init => _flagsAndSize = (_flagsAndSize & ~SizeMask) | ((uint)value & SizeMask);
    }

    /// <summary>What is special about it.</summary>
    public NatsMsgFlags Flags
    {
        get => (NatsMsgFlags)(_flagsAndSize >> FlagShift);
        init => _flagsAndSize = (_flagsAndSize & SizeMask) | ((uint)value << FlagShift);
    }

    /// <inheritdoc/>
    public NatsHeaders? Headers { get; init; }

    /// <inheritdoc/>
    public T? Data { get; init; }

    /// <inheritdoc/>
    public INatsConnection? Connection { get; init; }

    /// <summary>Whether it has no payload.</summary>
    public bool IsEmpty => (Flags & NatsMsgFlags.Empty) != 0;

    /// <summary>Whether it is the server's word that nobody listens.</summary>
    public bool HasNoResponders => (Flags & NatsMsgFlags.NoResponders) != 0;

    /// <inheritdoc/>
    public void EnsureSuccess()
    {
        if (HasNoResponders)
            throw new NatsNoRespondersException();
        if (Error is { } error)
            throw error;
    }

    /// <inheritdoc/>
    public ValueTask ReplyAsync(NatsHeaders? headers = default, string? replyTo = default, NatsPubOpts? opts = default, CancellationToken cancellationToken = default)
    {
        RequireReplyTo();
        return Connection.PublishAsync(ReplyTo, headers, replyTo, opts, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask ReplyAsync<TReply>(TReply data, NatsHeaders? headers = default, string? replyTo = default, INatsSerialize<TReply>? serializer = default, NatsPubOpts? opts = default, CancellationToken cancellationToken = default)
    {
        RequireReplyTo();
        return Connection.PublishAsync(ReplyTo, data, headers, replyTo, serializer, opts, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask ReplyAsync<TReply>(NatsMsg<TReply> msg, INatsSerialize<TReply>? serializer = default, NatsPubOpts? opts = default, CancellationToken cancellationToken = default)
    {
        RequireReplyTo();
        return Connection.PublishAsync(msg with { Subject = ReplyTo }, serializer, opts, cancellationToken);
    }

    /// <summary>Takes it apart.</summary>
    /// <param name="subject">Where it is sent to.</param>
    /// <param name="replyTo">Where answers should go.</param>
    /// <param name="size">Bytes of all parts together.</param>
    /// <param name="headers">Header fields.</param>
    /// <param name="data">The payload.</param>
    /// <param name="connection">Where it came from.</param>
    /// <param name="flags">What is special about it.</param>
    public void Deconstruct(out string subject, out string? replyTo, out int size, out NatsHeaders? headers, out T? data, out INatsConnection? connection, out NatsMsgFlags flags) =>
        (subject, replyTo, size, headers, data, connection, flags) = (Subject, ReplyTo, Size, Headers, Data, Connection, Flags);

    [MemberNotNull(nameof(Connection), nameof(ReplyTo))]
    private void RequireReplyTo()
    {
        if (Connection is null)
            throw new NatsException("The message came from no subscription: it cannot be answered");
        if (string.IsNullOrWhiteSpace(ReplyTo))
            throw new NatsException("The message says not where answers should go");
    }
}
