using System.Text.Json.Serialization;

namespace Edge.Control.Listing;

/// <summary>What lists write by themselves.</summary>
[JsonSerializable(typeof(string[]))]
internal sealed partial class ListingJson : JsonSerializerContext;
