using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Edge.Control.Listing;

/// <summary>What a caller asks of a list (specs/fireworks.md), understood. Immutable.</summary>
internal sealed class ListQuery
{
    /// <summary>How many resources a page has where none is said.</summary>
    internal const int DefaultPageSize = 50;

    /// <summary>Most of them; who asks for more gets so many.</summary>
    internal const int MaxPageSize = 200;

    private readonly FilterNode _filter;
    private readonly OrderBy _order;
    private readonly ReadMask _mask;
    private readonly JsonElement[]? _behind;
    private readonly string _query;
    private readonly int _size;

    private ListQuery(FilterNode filter, OrderBy order, ReadMask mask, JsonElement[]? behind, string query, int size) =>
        (_filter, _order, _mask, _behind, _query, _size) = (filter, order, mask, behind, query, size);

    /// <summary>Understands <paramref name="asked"/>. False: <paramref name="problem"/> names the parameter and says what is wrong with it.</summary>
    internal static bool TryRead(ListParameters asked, FieldTree fields, [NotNullWhen(true)] out ListQuery? query, [NotNullWhen(false)] out string? problem)
    {
        query = null;
        if (!FilterParser.TryParse(asked.Filter, fields, out FilterNode? filter, out problem))
            problem = $"filter: {problem}.";
        if (!OrderBy.TryParse(asked.OrderBy.Length == 0 ? asked.DefaultOrder : asked.OrderBy, fields, out OrderBy? order, out string? wrong))
            problem ??= $"orderBy: {wrong}.";
        if (!ReadMask.TryParse(asked.ReadMask, fields, out ReadMask? mask, out wrong))
            problem ??= $"readMask: {wrong}.";
        if (asked.PageSize < 0)
            problem ??= "pageSize: it is negative; write 1 to 200, or leave it out.";
        if (problem is not null)
            return false;
        // What must be the same from page to page; how long pages are may change.
        string same = JsonSerializer.Serialize([asked.Filter, asked.OrderBy, asked.ReadMask], ListingJson.Default.StringArray);
        JsonElement[]? behind = asked.PageToken.Length == 0 ? null : PageToken.Read(asked.PageToken, same, order!.Count);
        if (behind is null && asked.PageToken.Length > 0)
        {
            problem = "pageToken: it is not of a list with this filter, orderBy and readMask; begin without one.";
            return false;
        }
        int size = asked.PageSize == 0 ? DefaultPageSize : Math.Min(asked.PageSize, MaxPageSize);
        query = new ListQuery(filter!, order!, mask!, behind, same, size);
        return true;
    }

    /// <summary>
    /// Writes a page of <paramref name="resources"/> as <c>{name: […], nextPageToken, totalSize}</c>; the last page has no token. The total
    /// counts what the filter leaves.
    /// </summary>
    internal void Write(Utf8JsonWriter output, string name, IEnumerable<JsonElement> resources)
    {
        (JsonElement Resource, JsonElement[] Key)[] left =
            [.. resources.Where(_filter.Holds).Select(resource => (resource, _order.KeyOf(resource)))];
        Array.Sort(left, (a, b) => _order.Compare(a.Key, b.Key));
        int start = _behind is null ? 0 : Array.FindIndex(left, one => _order.Compare(one.Key, _behind) > 0);
        (JsonElement Resource, JsonElement[] Key)[] page = start < 0 ? [] : [.. left.Skip(start).Take(_size)];

        output.WriteStartObject();
        output.WriteStartArray(name);
        foreach ((JsonElement resource, _) in page)
            _mask.Write(output, resource);
        output.WriteEndArray();
        if (start >= 0 && start + page.Length < left.Length)
            output.WriteString("nextPageToken", PageToken.Write(_query, page[^1].Key));
        output.WriteNumber("totalSize", left.Length);
        output.WriteEndObject();
    }
}
