using System.Buffers;
using System.Text;
using ConfigSync.Snapshots;
using Edge.Buffers;

namespace Edge.Drivers;

/// <summary>The value of <c>x-request-id</c> (specs/openai.md): the client's if it is sane, else one of ours.</summary>
internal static class RequestIds
{
    /// <summary>The field every answer carries.</summary>
    internal const string Field = "x-request-id";

    private const int MaxLength = 128;
    private const string SaneLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
    private static readonly SearchValues<char> Sane = SearchValues.Create(SaneLetters);
    private static readonly SearchValues<byte> SaneBytes = SearchValues.Create(Encoding.ASCII.GetBytes(SaneLetters));

    // Ids need to be unique, not secret: a random start per process and a count cost less than 16 random bytes a request.
    private static readonly ulong Process = Seed.Next();
    private static readonly byte[] Prefix = Encoding.ASCII.GetBytes($"req_{Process:x16}");
    private static long _count;

    /// <summary>The id to use for a request that came with <paramref name="offered"/>, which may be empty.</summary>
    internal static string Of(string? offered)
    {
        if (offered is { Length: > 0 and <= MaxLength } && !offered.AsSpan().ContainsAnyExcept(Sane))
            return offered;
        ulong count = (ulong)Interlocked.Increment(ref _count);
        return string.Create(36, (Process, count), static (text, id) =>
        {
            "req_".CopyTo(text);
            id.Process.TryFormat(text[4..], out _, "x16");
            id.count.TryFormat(text[20..], out _, "x16");
        });
    }

    /// <summary>Writes the id to use for a request that came with <paramref name="offered"/>, which may be empty.</summary>
    internal static void Write(ByteBuffer output, ReadOnlySpan<byte> offered)
    {
        if (offered.Length is > 0 and <= MaxLength && !offered.ContainsAnyExcept(SaneBytes))
        {
            output.Append(offered);
            return;
        }
        Span<byte> count = stackalloc byte[16];
        ((ulong)Interlocked.Increment(ref _count)).TryFormat(count, out _, "x16");
        output.Append(Prefix);
        output.Append(count);
    }
}
