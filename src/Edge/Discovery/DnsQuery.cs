using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Edge.Discovery;

/// <summary>
/// One question, once: its id and the case of its letters are random, and an answer must repeat both (RFC 5452 §9), so that
/// whoever cannot read it can hardly forge one.
/// </summary>
internal sealed class DnsQuery
{
    /// <summary>Bytes before the question: id, flags, and the numbers of records.</summary>
    internal const int HeadBytes = 12;

    /// <summary>The one class of records there is.</summary>
    internal const ushort Internet = 1;

    /// <summary>The record with which both sides say what they can, among those on top (RFC 6891 §6.1).</summary>
    internal const ushort Options = 41;

    /// <summary>Random bytes of a question: the id, and one bit for each byte of a name.</summary>
    internal const int RandomBytes = 2 + (DnsName.MostBytes + 7) / 8;

    /// <summary>The largest answer wanted over UDP: fits each path without being cut in fragments, which are easier to forge.</summary>
    private const ushort UdpBytes = 1232;

    private const ushort RecursionDesired = 0x0100;
    private const int TypeAndClassBytes = 4;
    private const int OptionsBytes = 11;

    private DnsQuery(byte[] bytes, int questionBytes)
    {
        Bytes = bytes;
        QuestionBytes = questionBytes;
    }

    /// <summary>The message that asks.</summary>
    internal ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The id an answer must have.</summary>
    internal ReadOnlySpan<byte> Id => Bytes.Span[..2];

    /// <summary>What an answer must repeat byte for byte, right behind its head.</summary>
    internal ReadOnlySpan<byte> Question => Bytes.Span.Slice(HeadBytes, QuestionBytes);

    private int QuestionBytes { get; }

    /// <summary>A question about an encoded <paramref name="name"/>; without <paramref name="withOptions"/> for servers that know none (RFC 6891 §7).</summary>
    internal static DnsQuery Create(ReadOnlySpan<byte> name, DnsType type, bool withOptions)
    {
        Span<byte> random = stackalloc byte[RandomBytes];
        RandomNumberGenerator.Fill(random);
        byte[] bytes = new byte[HeadBytes + name.Length + TypeAndClassBytes + (withOptions ? OptionsBytes : 0)];
        Write(name, type, withOptions, random, bytes);
        return new DnsQuery(bytes, name.Length + TypeAndClassBytes);
    }

    /// <summary>Writes the question into <paramref name="output"/>, which is all zero and as long as it; <paramref name="random"/> has <see cref="RandomBytes"/>.</summary>
    internal static void Write(ReadOnlySpan<byte> name, DnsType type, bool withOptions, ReadOnlySpan<byte> random, Span<byte> output)
    {
        random[..2].CopyTo(output);
        BinaryPrimitives.WriteUInt16BigEndian(output[2..], RecursionDesired);
        BinaryPrimitives.WriteUInt16BigEndian(output[4..], 1);
        Span<byte> question = output[HeadBytes..];
        for (int i = 0; i < name.Length; i++)
        {
            // A length is at most 63, which is below all letters.
            bool turn = char.IsAsciiLetter((char)name[i]) && (random[2 + i / 8] >> i % 8 & 1) != 0;
            question[i] = turn ? (byte)(name[i] ^ 0x20) : name[i];
        }
        BinaryPrimitives.WriteUInt16BigEndian(question[name.Length..], (ushort)type);
        BinaryPrimitives.WriteUInt16BigEndian(question[(name.Length + 2)..], Internet);
        if (!withOptions)
            return;
        BinaryPrimitives.WriteUInt16BigEndian(output[10..], 1);
        Span<byte> options = question[(name.Length + TypeAndClassBytes)..];
        BinaryPrimitives.WriteUInt16BigEndian(options[1..], Options);
        BinaryPrimitives.WriteUInt16BigEndian(options[3..], UdpBytes);
    }
}
