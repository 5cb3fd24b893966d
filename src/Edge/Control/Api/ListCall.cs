using System.Globalization;
using System.Text.Json;
using Edge.Control.Listing;

namespace Edge.Control.Api;

/// <summary>What lists and looks at one resource have in common.</summary>
internal static class ListCall
{
    /// <summary>A page of <paramref name="resources"/>, printed.</summary>
    internal static ControlAnswer Answer(ControlCall call, string collection, string defaultOrder, FieldTree fields, IEnumerable<JsonElement> resources)
    {
        string size = call.Query("pageSize");
        if (!int.TryParse(size.Length == 0 ? "0" : size, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int pageSize))
            return ControlAnswer.Fail(GatewayCode.InvalidArgument, "pageSize: it is no number; write 1 to 200, or leave it out.");
        var asked = new ListParameters(defaultOrder)
        {
            Filter = call.Query("filter"),
            OrderBy = call.Query("orderBy"),
            ReadMask = call.Query("readMask"),
            PageToken = call.Query("pageToken"),
            PageSize = pageSize,
        };
        return ListQuery.TryRead(asked, fields, out ListQuery? query, out string? problem)
            ? ControlAnswer.Of(json => query.Write(json, collection, resources))
            : ControlAnswer.Fail(GatewayCode.InvalidArgument, problem);
    }

    /// <summary>One resource; who looks at it may want some fields alone, who changed it gets it whole.</summary>
    internal static ControlAnswer One(ControlCall call, FieldTree fields, JsonElement resource, string? tag) =>
        ReadMask.TryParse(call.Method is "GET" or "HEAD" ? call.Query("readMask") : "", fields, out ReadMask? mask, out string? problem)
            ? ControlAnswer.Of(json => mask.Write(json, resource)) with { ETag = tag }
            : ControlAnswer.Fail(GatewayCode.InvalidArgument, $"readMask: {problem}.");

    /// <summary>What <paramref name="write"/> writes, to be looked into.</summary>
    internal static JsonElement Print(Action<Utf8JsonWriter> write)
    {
        using JsonDocument document = JsonDocument.Parse(ControlAnswer.Of(write).Body);
        return document.RootElement.Clone();
    }
}
