using System.Text.Json;
using System.Text.Json.Serialization;

namespace ConfigSync.Stores.Nats;

/// <summary>
/// What an operator writes into a bucket to say that it is the right one although it is not the one it was. It counts for the stream whose
/// creation time it names, and once: for those who followed an earlier one, when its revision is higher.
/// </summary>
/// <param name="Created">The creation time of the stream that is adopted.</param>
/// <param name="By">Who adopts it.</param>
/// <param name="At">When, by the clock of whoever adopts.</param>
internal sealed record AdoptionMark(DateTimeOffset Created, string By, DateTimeOffset At)
{
    /// <summary>Its key: two parts, so no resource can have it, and fit for every client.</summary>
    internal const string Key = "_edge.adopted";

    /// <summary>Writes it as JSON.</summary>
    internal byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, AdoptionJson.Default.AdoptionMark);

    /// <summary>Reads it; null when it is none.</summary>
    internal static AdoptionMark? Read(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, AdoptionJson.Default.AdoptionMark);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>How a mark is written and read.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AdoptionMark))]
internal sealed partial class AdoptionJson : JsonSerializerContext;
