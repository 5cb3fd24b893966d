using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ConfigSync.Stores.Nats;

/// <summary>Which bucket the documents held were read from. It is kept with them, so that another bucket of that name is noticed.</summary>
/// <param name="Created">When the bucket's stream was created, by the server's clock.</param>
/// <param name="Adoption">The revision of the last adoption mark that was followed in it; 0 for none.</param>
public sealed record NatsStoreIdentity(DateTimeOffset Created, long Adoption)
{
    /// <summary>The identity of a bucket of the name <paramref name="bucket"/>, as text for <see cref="TryParse"/>.</summary>
    public string Write(string bucket) => string.Create(CultureInfo.InvariantCulture, $"{bucket} {Created.UtcTicks} {Adoption}");

    /// <summary>Reads what <see cref="Write"/> wrote; false when it is none, or of a bucket of another name.</summary>
    public static bool TryParse(string text, string bucket, [NotNullWhen(true)] out NatsStoreIdentity? identity)
    {
        identity = null;
        string[] parts = text.Split(' ');
        if (parts.Length != 3 || parts[0] != bucket
            || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out long ticks) || ticks > DateTimeOffset.MaxValue.UtcTicks
            || !long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out long adoption))
            return false;
        identity = new NatsStoreIdentity(new DateTimeOffset(ticks, TimeSpan.Zero), adoption);
        return true;
    }
}
