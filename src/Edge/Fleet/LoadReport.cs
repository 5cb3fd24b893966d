using System.Buffers;
using System.Buffers.Binary;

namespace Edge.Fleet;

/// <summary>
/// What an edge tells the others of its outstanding requests, in bytes. Numbers are little-endian:
/// <c>version (1) flags (1) sender (16) sequence (4) entries × { replica (8) outstanding (4) }</c>. Flag 1: the whole, what is not listed
/// is 0; else what changed, in absolute numbers, so that a lost report is made good by the next whole one.
/// </summary>
/// <param name="Sender">Which edge, anew at each start.</param>
/// <param name="Sequence">Grows by one with each report of the sender.</param>
/// <param name="IsWhole">Whether what is not listed is 0.</param>
internal readonly record struct LoadReport(Guid Sender, uint Sequence, bool IsWhole)
{
    /// <summary>Most entries of a report: 240 KB, a quarter of what a NATS server takes by default.</summary>
    internal const int MostEntries = 20_000;

    private const byte Version = 1;
    private const byte Whole = 1;
    private const int HeadSize = 22;
    private const int EntrySize = 12;

    /// <summary>Writes the report with its <paramref name="entries"/>, at most <see cref="MostEntries"/>.</summary>
    internal void Write(IBufferWriter<byte> output, ReadOnlySpan<LoadEntry> entries)
    {
        int size = HeadSize + entries.Length * EntrySize;
        Span<byte> bytes = output.GetSpan(size);
        (bytes[0], bytes[1]) = (Version, IsWhole ? Whole : (byte)0);
        Sender.TryWriteBytes(bytes[2..]);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[18..], Sequence);
        for (int i = 0; i < entries.Length; i++)
        {
            Span<byte> entry = bytes[(HeadSize + i * EntrySize)..];
            BinaryPrimitives.WriteUInt64LittleEndian(entry, entries[i].Replica);
            BinaryPrimitives.WriteInt32LittleEndian(entry[8..], entries[i].Outstanding);
        }
        output.Advance(size);
    }

    /// <summary>
    /// Reads the head of a report; false when it is none of this version. <paramref name="entries"/> are for <see cref="EntryAt"/>.
    /// </summary>
    internal static bool TryRead(ReadOnlySpan<byte> bytes, out LoadReport report, out ReadOnlySpan<byte> entries)
    {
        report = default;
        entries = default;
        if (bytes.Length < HeadSize || bytes[0] != Version || bytes[1] > Whole)
            return false;
        entries = bytes[HeadSize..];
        if (entries.Length % EntrySize != 0 || entries.Length / EntrySize > MostEntries)
            return false;
        report = new LoadReport(new Guid(bytes[2..18]), BinaryPrimitives.ReadUInt32LittleEndian(bytes[18..]), bytes[1] == Whole);
        return true;
    }

    /// <summary>How many entries there are.</summary>
    internal static int CountOf(ReadOnlySpan<byte> entries) => entries.Length / EntrySize;

    /// <summary>One of them; a count below 0 is taken for 0.</summary>
    internal static LoadEntry EntryAt(ReadOnlySpan<byte> entries, int index)
    {
        ReadOnlySpan<byte> entry = entries[(index * EntrySize)..];
        return new LoadEntry(BinaryPrimitives.ReadUInt64LittleEndian(entry), Math.Max(0, BinaryPrimitives.ReadInt32LittleEndian(entry[8..])));
    }
}
