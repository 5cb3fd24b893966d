using System.Text;
using ConfigSync.Resources;

namespace Edge.Balancing;

/// <summary>What a request to one endpoint says and obeys, as bytes made once. Immutable.</summary>
internal sealed class UpstreamTarget
{
    private readonly byte[] _host;
    private readonly byte[] _basePath;
    private readonly byte[] _authField;

    /// <summary>Writes down what <paramref name="deployment"/> says of <paramref name="endpoint"/>; both are valid.</summary>
    internal UpstreamTarget(DeploymentConfig deployment, EndpointConfig endpoint)
    {
        Uri url = endpoint.Url;
        string name = url.HostNameType == UriHostNameType.IPv6 ? url.Host : url.IdnHost;
        _host = Encoding.ASCII.GetBytes(url.IsDefaultPort ? name : $"{name}:{url.Port}");
        string path = url.AbsolutePath.TrimEnd('/');
        _basePath = Encoding.ASCII.GetBytes(path.Length == 0 ? "/v1" : path);
        _authField = deployment.Auth is { } auth ? Encoding.UTF8.GetBytes($"{auth.Header}: {auth.Value}\r\n") : [];
        IsTls = url.Scheme == Uri.UriSchemeHttps;
        Timeouts = deployment.Timeouts;
        RequireEndMark = deployment.RequireEndMark;
        InjectsUsage = deployment.InjectUsage;
        RetryOn = deployment.RetryOn;
        LooksForOutliers = deployment.Health.LatencyOutlier > 0;
    }

    /// <summary>Value of the Host field: <c>host[:port]</c>, no port when it is the scheme's own (RFC 9110, 7.2).</summary>
    internal ReadOnlySpan<byte> Host => _host;

    /// <summary>What replaces the caller's <c>/v1</c>: the URL's path without a slash at its end, <c>/v1</c> when it has none.</summary>
    internal ReadOnlySpan<byte> BasePath => _basePath;

    /// <summary>The field line that proves Edge to the upstream, its CRLF included; empty when none is sent. Secret.</summary>
    internal ReadOnlySpan<byte> AuthField => _authField;

    /// <summary>Whether it is spoken to over TLS.</summary>
    internal bool IsTls { get; }

    /// <summary>The four timeouts.</summary>
    internal TimeoutsConfig Timeouts { get; }

    /// <summary>Statuses that another replica is asked for instead.</summary>
    internal RetryStatuses RetryOn { get; }

    /// <summary>Whether it is asked for the usage of streams in the name of callers who do not say whether they want it.</summary>
    internal bool InjectsUsage { get; }

    /// <summary>Whether it is noted how long answers take to begin.</summary>
    internal bool LooksForOutliers { get; }

    /// <summary>Whether an event stream without its end mark is an error.</summary>
    internal bool RequireEndMark { get; }
}
