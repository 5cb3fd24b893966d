using System.Reflection;
using Edge.Drivers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Edge.Control.Console;

/// <summary>
/// The files of the console, from the program itself. No key is asked for, since they say nothing of what runs here. A browser may load what comes
/// from this listener and nothing else, and no script or style that stands in the page. Safe from any thread.
/// </summary>
internal sealed class ConsoleFiles
{
    private const string Page = "console.html";
    private const string Folder = "console/";

    /// <summary>The policy under which a browser shows the page.</summary>
    internal const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

    private readonly Lazy<Dictionary<string, byte[]>> _files = new(ReadAll);

    /// <summary>The answer, when <paramref name="path"/> is that of a file; else null.</summary>
    internal Task? TryServe(IFeatureCollection features, string path)
    {
        string name = path == LiveConsole.PagePath ? Page : path.StartsWith(LiveConsole.PagePath + "/", StringComparison.Ordinal) ? path[(LiveConsole.PagePath.Length + 1)..] : "";
        if (name.Length == 0 || !_files.Value.TryGetValue(name, out byte[]? file))
            return null;
        IHeaderDictionary fields = features.GetRequiredFeature<IHttpResponseFeature>().Headers;
        // Another version of the program may serve something else at the same address.
        fields.CacheControl = "no-cache";
        fields.XContentTypeOptions = "nosniff";
        fields.ContentSecurityPolicy = Policy;
        fields["Referrer-Policy"] = "no-referrer";
        return Answers.WriteAsync(features, 200, TypeOf(name), file);
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "text/javascript; charset=utf-8",
    };

    private static Dictionary<string, byte[]> ReadAll()
    {
        Assembly program = typeof(ConsoleFiles).Assembly;
        return program.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .ToDictionary(name => name[Folder.Length..], name => Read(program, name), StringComparer.Ordinal);
    }

    private static byte[] Read(Assembly program, string name)
    {
        using Stream stream = program.GetManifestResourceStream(name)!;
        byte[] file = new byte[stream.Length];
        stream.ReadExactly(file);
        return file;
    }
}
