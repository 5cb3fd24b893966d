using ConfigSync.Resources;
using ConfigSync.Stores;

namespace ConfigSync.Sync;

/// <summary>What stored documents are read against on this machine.</summary>
/// <param name="BaseDirectory">The folder that relative paths in documents start from.</param>
/// <param name="Environment">The value of an environment variable, or null where it is not set; asked for each <c>${env:NAME}</c>.</param>
public sealed record DocumentPlace(string BaseDirectory, Func<string, string?> Environment)
{
    /// <summary>Reads a document of a store. A mistake of ours refuses that one alone: the following of all others must not end by it.</summary>
    internal ResourceReading Read(StoreEntry entry)
    {
        try
        {
            return ResourceDocument.Read(entry.Key, entry.Document, entry.Revision, entry.Written, BaseDirectory, Environment);
        }
        catch (Exception e)
        {
            return new ResourceReading(null, [new ConfigError("", 1, 1, $"reading it failed: {e.Message}", "Write it in another way, and report this.")]);
        }
    }
}
