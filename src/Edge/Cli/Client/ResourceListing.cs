using System.Text.Json.Nodes;

namespace Edge.Cli.Client;

/// <summary>Reads all pages of a list.</summary>
internal static class ResourceListing
{
    private const string NextPage = "nextPageToken";

    /// <summary>The list as if it were one page; <paramref name="page"/> makes the request for the page that a token names.</summary>
    internal static async Task<ControlAnswer> ReadAsync(ControlClient client, string collection, Func<string?, ControlRequest> page, CancellationToken cancel)
    {
        ControlAnswer whole = await client.SendAsync(page(null), cancel).ConfigureAwait(false);
        if (whole.Body is not { } list)
            return whole;
        if (list[collection] is not JsonArray items)
            list[collection] = items = [];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (JsonText.Plain(list[NextPage]) is { Length: > 0 } token)
        {
            if (!seen.Add(token))
                return ControlAnswer.None("the server names the same next page again and again; the list has no end.");
            ControlAnswer answer = await client.SendAsync(page(token), cancel).ConfigureAwait(false);
            if (answer.Body is not { } next)
                return answer;
            foreach (JsonNode? item in next[collection] as JsonArray ?? [])
                items.Add(item?.DeepClone());
            list[NextPage] = next[NextPage]?.DeepClone();
        }
        list.Remove(NextPage);
        return whole;
    }
}
