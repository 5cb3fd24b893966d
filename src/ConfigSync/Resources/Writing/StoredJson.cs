using System.Text.Json.Serialization;
using ConfigSync.Resources.Reading;

namespace ConfigSync.Resources.Writing;

/// <summary>What every stored document has, as it is written: after what the resource says itself. Null is left out.</summary>
internal abstract record StoredJson
{
    /// <summary>Takes over what <paramref name="resource"/> has of it.</summary>
    protected StoredJson(StoredResource resource)
    {
        DisplayName = resource.DisplayName.Length == 0 ? null : resource.DisplayName;
        CreateTime = resource.CreateTime == default ? null : TimeValue.Write(resource.CreateTime);
        UpdateTime = resource.UpdateTime == default ? null : TimeValue.Write(resource.UpdateTime);
        CreatedBy = resource.CreatedBy;
    }

    /// <summary>For people.</summary>
    [JsonPropertyOrder(1)]
    public string? DisplayName { get; }

    /// <summary>When it was first written.</summary>
    [JsonPropertyOrder(1)]
    public string? CreateTime { get; }

    /// <summary>When it was last written.</summary>
    [JsonPropertyOrder(1)]
    public string? UpdateTime { get; }

    /// <summary>Who wrote it first.</summary>
    [JsonPropertyOrder(1)]
    public string? CreatedBy { get; }
}
