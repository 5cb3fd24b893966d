using ConfigSync.Stores;

namespace ConfigSync.Sync;

/// <summary>Where resources are followed from.</summary>
public interface IStoreSource
{
    /// <summary>The file that keeps what was applied for a start without the store; null for none.</summary>
    string? LastKnownGood { get; }

    /// <summary>Whether what was kept under <paramref name="identity"/> may be of this store; the store itself finds out for sure.</summary>
    bool MayBe(string identity);

    /// <summary>Opens the store; nothing is sent or read yet.</summary>
    /// <param name="known">What is applied already, if anything.</param>
    IResourceStore Open(LastKnown? known);

    /// <summary>Tells the store that was followed from others of its kind; asked when a <see cref="StoreSynced"/> is handled.</summary>
    string IdentityOf(IResourceStore store);
}
