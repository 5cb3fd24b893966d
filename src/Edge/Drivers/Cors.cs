using System.Collections.Immutable;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Edge.Drivers;

/// <summary>Lets the browsers of the listed origins call; off while none is listed. The rules are ASP.NET's own.</summary>
internal sealed class Cors
{
    private readonly CorsService _service = new(Options.Create(new CorsOptions()), NullLoggerFactory.Instance);
    private readonly CorsPolicy _policy;

    internal Cors(ImmutableArray<string> origins)
    {
        IsOn = origins.Length > 0;
        _policy = new CorsPolicyBuilder([.. origins])
            .AllowAnyHeader()
            .WithMethods("GET", "POST")
            .WithExposedHeaders(RequestIds.Field, "retry-after", "retry-after-ms")
            .SetPreflightMaxAge(TimeSpan.FromHours(1))
            .Build();
    }

    /// <summary>Whether any origin is listed.</summary>
    internal bool IsOn { get; }

    /// <summary>Adds the fields a browser needs; true when the request was a preflight and is answered with that.</summary>
    internal bool TryAnswer(IFeatureCollection features)
    {
        var context = new DefaultHttpContext(features);
        if (!context.Request.Headers.ContainsKey(CorsConstants.Origin))
            return false;
        CorsResult result = _service.EvaluatePolicy(context, _policy);
        _service.ApplyResult(result, context.Response);
        if (!result.IsPreflightRequest)
            return false;
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return true;
    }
}
