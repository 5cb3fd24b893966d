using System.Reflection;
using System.Text;
using Edge.Drivers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Edge.Control.OpenApi;

/// <summary>
/// What the control listener says of itself: <c>/openapi.json</c>, the control API as an OpenAPI document, and <c>/docs</c>, a page that shows it.
/// No key is asked for, since neither says anything of what runs here. Both are read from the program when they are first asked for, and served
/// from memory from then on. Safe from any thread.
/// </summary>
internal sealed class SelfDescription
{
    /// <summary>Where the document is.</summary>
    internal const string DocumentPath = "/openapi.json";

    /// <summary>Where the page is.</summary>
    internal const string PagePath = "/docs";

    private readonly Lazy<byte[]> _document = new(() => Encoding.UTF8.GetBytes(Embedded("openapi.json").Replace("{version}", Version, StringComparison.Ordinal)));

    private readonly Lazy<DocsPage> _page = new(() => new DocsPage(Embedded("docs.html")));

    /// <summary>The version of the program, without what it was built from.</summary>
    internal static string Version =>
        typeof(SelfDescription).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>The answer, when <paramref name="path"/> is one of the two; else null.</summary>
    internal Task? TryServe(IFeatureCollection features, string path) => path switch
    {
        DocumentPath => ServeDocument(features),
        PagePath => ServePage(features),
        _ => null,
    };

    private Task ServeDocument(IFeatureCollection features)
    {
        Prepare(features);
        return Answers.WriteAsync(features, 200, "application/json", _document.Value);
    }

    private Task ServePage(IFeatureCollection features)
    {
        IHeaderDictionary fields = Prepare(features);
        fields.ContentSecurityPolicy = _page.Value.Policy;
        fields["Referrer-Policy"] = "no-referrer";
        return Answers.WriteAsync(features, 200, "text/html; charset=utf-8", _page.Value.Html);
    }

    /// <summary>Another version of the program may serve something else at the same address.</summary>
    private static IHeaderDictionary Prepare(IFeatureCollection features)
    {
        IHeaderDictionary fields = features.GetRequiredFeature<IHttpResponseFeature>().Headers;
        fields.CacheControl = "no-cache";
        fields.XContentTypeOptions = "nosniff";
        return fields;
    }

    private static string Embedded(string name)
    {
        using Stream stream = typeof(SelfDescription).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
