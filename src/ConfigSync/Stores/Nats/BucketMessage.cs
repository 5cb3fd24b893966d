namespace ConfigSync.Stores.Nats;

/// <summary>A message of a bucket, read as a change of a key.</summary>
/// <param name="Key">The key's text, as it stands behind <c>$KV.{bucket}.</c></param>
/// <param name="Deletes">Whether the key is gone with it.</param>
/// <param name="Value">What it holds; empty with a deletion.</param>
/// <param name="Revision">Its sequence in the stream.</param>
/// <param name="Written">When it was stored, by the server's clock.</param>
internal readonly record struct BucketMessage(ReadOnlyMemory<char> Key, bool Deletes, ReadOnlyMemory<byte> Value, long Revision, DateTimeOffset Written);
