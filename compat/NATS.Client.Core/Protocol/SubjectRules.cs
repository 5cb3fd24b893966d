using System.Buffers;

namespace NATS.Client.Core.Protocol;

/// <summary>What may stand in a command line as one argument. White space would end it, and a line break would begin another command.</summary>
internal static class SubjectRules
{
    private static readonly SearchValues<char> Separators = SearchValues.Create(" \t\r\n\0");

    /// <summary>Throws unless <paramref name="subject"/> can be one.</summary>
    /// <exception cref="NatsException">It cannot.</exception>
    internal static void RequireSubject(string? subject)
    {
        if (!IsArgument(subject))
            throw new NatsException("Not a subject: it is empty or holds white space");
    }

    /// <summary>Throws unless <paramref name="replyTo"/> is null or can be a subject.</summary>
    /// <exception cref="NatsException">It cannot.</exception>
    internal static void RequireReplyTo(string? replyTo)
    {
        if (replyTo is not null)
            RequireSubject(replyTo);
    }

    /// <summary>Throws unless <paramref name="queueGroup"/> is null or can be a group.</summary>
    /// <exception cref="NatsException">It cannot.</exception>
    internal static void RequireQueueGroup(string? queueGroup)
    {
        if (queueGroup is not null && !IsArgument(queueGroup))
            throw new NatsException("Not a queue group: it is empty or holds white space");
    }

    private static bool IsArgument(string? text) => !string.IsNullOrEmpty(text) && !text.AsSpan().ContainsAny(Separators);
}
