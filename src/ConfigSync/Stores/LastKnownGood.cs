using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using ConfigSync.Resources;

namespace ConfigSync.Stores;

/// <summary>What a store held when it was last followed.</summary>
/// <param name="Identity">Tells this store from others; "" where it has none.</param>
/// <param name="Position">How far it was followed, in the store's own count.</param>
/// <param name="Entries">Every document.</param>
public sealed record LastKnown(string Identity, long Position, ImmutableArray<StoreEntry> Entries);

/// <summary>
/// A file that keeps what a store held, for starts at which the store cannot be reached. It is replaced whole; one that was cut or
/// damaged anywhere is refused. One thread at a time.
/// </summary>
/// <param name="path">Absolute path of the file, in a folder that exists.</param>
/// <remarks>
/// Eight bytes that name format and version; identity, position, count and entries as <see cref="BinaryWriter"/> writes them; the
/// SHA-256 of all that. A newer version that writes otherwise says so in the eight bytes, and this one refuses it.
/// </remarks>
public sealed class LastKnownGood(string path)
{
    private static ReadOnlySpan<byte> Format => "edgelkg1"u8;

    /// <summary>Writes the file; when it returns null it is on disk, else it gives the reason why it is as it was.</summary>
    public string? Save(LastKnown known)
    {
        var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(Format);
        writer.Write(known.Identity);
        writer.Write(known.Position);
        writer.Write(known.Entries.Length);
        foreach (StoreEntry entry in known.Entries)
            Write(writer, entry);
        writer.Write(SHA256.HashData(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
        try
        {
            AtomicFile.Write(path, stream.GetBuffer().AsSpan(0, (int)stream.Length));
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"{path} cannot be written: {e.Message}";
        }
    }

    /// <summary>Reads the file; false where there is none that is whole, with the reason.</summary>
    public bool TryLoad([NotNullWhen(true)] out LastKnown? known, out string reason)
    {
        known = null;
        try
        {
            byte[] file = File.ReadAllBytes(path);
            if (!IsWhole(file))
            {
                reason = $"{path} is damaged, or of another version";
                return false;
            }
            using var reader = new BinaryReader(new MemoryStream(file, Format.Length, file.Length - Format.Length - SHA256.HashSizeInBytes));
            known = new LastKnown(reader.ReadString(), reader.ReadInt64(), [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => Read(reader))]);
            reason = "";
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            reason = $"{path} cannot be read: {e.Message}";
            return false;
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> file) =>
        file.Length >= Format.Length + SHA256.HashSizeInBytes && file.StartsWith(Format)
        && SHA256.HashData(file[..^SHA256.HashSizeInBytes]).AsSpan().SequenceEqual(file[^SHA256.HashSizeInBytes..]);

    private static void Write(BinaryWriter writer, StoreEntry entry)
    {
        writer.Write((byte)entry.Key.Kind);
        writer.Write(entry.Key.Account);
        writer.Write(entry.Key.Id);
        writer.Write(entry.Revision);
        writer.Write(entry.Written.UtcTicks);
        writer.Write(entry.Document.Length);
        writer.Write(entry.Document.Span);
    }

    private static StoreEntry Read(BinaryReader reader)
    {
        var key = new ResourceKey((ResourceKind)reader.ReadByte(), reader.ReadString(), reader.ReadString());
        long revision = reader.ReadInt64();
        var written = new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero);
        return new StoreEntry(key, reader.ReadBytes(reader.ReadInt32()), revision, written);
    }
}
