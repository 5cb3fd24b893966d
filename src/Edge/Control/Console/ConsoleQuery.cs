using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Edge.Control.Console;

/// <summary>What of everything a client wants to see. Immutable.</summary>
/// <param name="Search">Text that must occur in what is listed; empty for all.</param>
/// <param name="Page">Which page of routers, from 1.</param>
/// <param name="DeploymentPage">Which page of deployments, from 1.</param>
/// <param name="Sort">The order of routers.</param>
internal sealed record ConsoleQuery(string Search = "", int Page = 1, int DeploymentPage = 1, ConsoleSort Sort = ConsoleSort.Name)
{
    /// <summary>Longer than any name.</summary>
    private const int MaxSearch = 256;

    /// <summary>Reads the query of a URL; null, and what is wrong, where it says what cannot be.</summary>
    internal static ConsoleQuery? Read(string query, out string error)
    {
        error = "";
        Dictionary<string, StringValues> said = QueryHelpers.ParseQuery(query);
        string search = Of(said, "search").Trim();
        if (search.Length > MaxSearch)
            error = $"search: it is longer than {MaxSearch} characters.";
        ConsoleSort sort = default;
        string order = Of(said, "sort");
        if (order.Length > 0 && !TryReadSort(order, out sort))
            error = $"sort: '{order}' is no order. Write name, rate, errors or latency.";
        int page = PageOf(said, "page", ref error), deploymentPage = PageOf(said, "deploymentPage", ref error);
        return error.Length > 0 ? null : new ConsoleQuery(search, page, deploymentPage, sort);
    }

    /// <summary>Whether <paramref name="text"/> is looked for.</summary>
    internal bool Finds(string? text) => text is not null && text.Contains(Search, StringComparison.OrdinalIgnoreCase);

    private static bool TryReadSort(string order, out ConsoleSort sort)
    {
        ConsoleSort? found = order switch
        {
            "name" => ConsoleSort.Name,
            "rate" => ConsoleSort.Rate,
            "errors" => ConsoleSort.Errors,
            "latency" => ConsoleSort.Latency,
            _ => null,
        };
        sort = found ?? default;
        return found is not null;
    }

    private static int PageOf(Dictionary<string, StringValues> said, string name, ref string error)
    {
        string text = Of(said, name);
        if (text.Length == 0)
            return 1;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int page) && page > 0)
            return page;
        error = $"{name}: '{text}' is no page. Write a whole number from 1.";
        return 1;
    }

    private static string Of(Dictionary<string, StringValues> said, string name) => said.TryGetValue(name, out StringValues value) ? value[0] ?? "" : "";
}
