using System.Net;
using System.Text;
using ConfigSync.Resources;
using ConfigSync.Snapshots;
using Edge.Drivers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Edge.Control.Api;

/// <summary>
/// Who may use the control API: keys with the scope read or write, for their own account. While no such key exists, whoever reaches a control
/// listener on a loopback address may, for any account; pages in a browser only those that came from there, and only to look.
/// </summary>
/// <param name="snapshots">Which keys there are.</param>
/// <param name="isLoopback">Whether the control listener can be reached from this machine alone.</param>
internal sealed class ControlAccess(SnapshotSource snapshots, bool isLoopback)
{
    private const int MaxKeyLength = 1024;
    private const string FetchSite = "Sec-Fetch-Site";

    /// <summary>Whom the request is of, or the error that says why that is nobody.</summary>
    /// <param name="features">The request.</param>
    /// <param name="isPublic">Whether it came in on a listener for callers of models.</param>
    /// <param name="caller">Who it is.</param>
    internal ControlAnswer? Identify(IFeatureCollection features, bool isPublic, out ControlCaller caller)
    {
        IHeaderDictionary fields = features.GetRequiredFeature<IHttpRequestFeature>().Headers;
        RoutingSnapshot snapshot = snapshots.Current;
        caller = ControlCaller.Local;
        if (isLoopback && !isPublic && !snapshot.HasControlKeys)
        {
            if (!IsOfAPage(fields))
                return null;
            caller = ControlCaller.Page;
            return IsOfOurPage(fields) ? null : Closed("Web pages may not call this address; use a key, or a program.");
        }
        ReadOnlySpan<char> text = KestrelRequest.KeyOf(fields);
        if (text.IsEmpty)
            return Closed("No API key was sent. Send it as 'Authorization: Bearer KEY'.");
        KeyConfig? key = text.Length > MaxKeyLength ? null : snapshot.FindKey(Encoding.Latin1.GetBytes(text.ToArray()));
        if (key is null)
            return Closed("The API key is not known.");
        caller = new ControlCaller(key.Account, key.Name, key.Scopes);
        return null;
    }

    private static ControlAnswer Closed(string message) => ControlAnswer.Fail(GatewayCode.Unauthenticated, message);

    /// <summary>A page in a browser of this machine could reach what only this machine can, under its own name or by one that it makes point here.</summary>
    private static bool IsOfAPage(IHeaderDictionary fields) =>
        fields.Origin.Count > 0 || fields.ContainsKey(FetchSite) || (fields.Host.ToString() is { Length: > 0 } host && !IsNamedHere(host));

    /// <summary>Pages that this listener served itself: the console. A browser says where a page is from, and a page cannot say otherwise.</summary>
    private static bool IsOfOurPage(IHeaderDictionary fields)
    {
        string host = fields.Host.ToString(), origin = fields.Origin.ToString(), site = fields[FetchSite].ToString();
        return IsNamedHere(host) && site == "same-origin" && (origin.Length == 0 || origin == $"http://{host}");
    }

    /// <summary>Whether this machine was asked for by an address or its own name, which nobody else can make point here.</summary>
    private static bool IsNamedHere(string host)
    {
        string name = new HostString(host).Host.Trim('[', ']');
        return name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || IPAddress.TryParse(name, out _);
    }
}
