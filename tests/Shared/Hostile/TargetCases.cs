using static Shared.Hostile.HostileText;

namespace Shared.Hostile;

/// <summary>Targets and Host: forms that are misused, authorities that disagree, paths that lead elsewhere.</summary>
internal static class TargetCases
{
    private const string Rest = "Content-Type: application/json\r\n" + WithBody;

    internal static IEnumerable<HostileCase> All =>
    [
        .. Host("no Host", "", Held.Refused),
        .. Host("two Hosts that differ", "Host: edge\r\nHost: other\r\n", Held.Refused),
        .. Host("two Hosts that are the same", "Host: edge\r\nHost: edge\r\n", Held.Refused),
        .. Host("a Host with a space", "Host: ed ge\r\n", Held.Refused),
        .. Host("a Host with a path", "Host: edge/admin\r\n", Held.Refused),
        .. Host("a Host with a user", "Host: user@edge\r\n", Held.Refused),
        .. Host("a Host with a query", "Host: edge?a\r\n", Held.Refused),
        .. Host("a Host with a fragment", "Host: edge#a\r\n", Held.Refused),
        .. Host("a Host with a scheme", "Host: http://edge\r\n", Held.Refused),
        .. Host("a Host with a port of letters", "Host: edge:x\r\n", Held.Refused),
        .. Host("a Host with two ports", "Host: edge:1:2\r\n", Held.Refused),
        .. Host("a Host that is a port", "Host: :80\r\n", Held.Refused),
        .. Host("a Host that opens a bracket", "Host: [::1\r\n", Held.Refused),
        .. Host("a Host with letters behind the bracket", "Host: [::1]x\r\n", Held.Refused),
        .. Host("a list of Hosts", "Host: edge, other\r\n", Held.Refused),
        .. Host("a Host with a NUL", "Host: edge\0other\r\n", Held.Refused),
        .. Host("a Host with a byte above ASCII", "Host: edg\u00e9\r\n", Held.Refused),
        .. Host("an empty Host", "Host:\r\n", status: 200),
        .. Host("a Host of another door", "Host: internal.example\r\n", status: 200, never: "\nHost: internal", promise: Promise.Edge),
        .. Host("X-Forwarded-Host beside a Host", "Host: edge\r\nX-Forwarded-Host: internal.example\r\n", status: 200, never: "\nHost: internal"),
        .. Host("a Host with a space before its colon", "Host : other\r\nHost: edge\r\n", Held.Refused),
        .. Host("a folded Host", "Host: edge\r\n .example\r\n"),
        .. Target("an absolute target with another authority", "http://other.example/v1/chat/completions", "RFC 9112 §3.2.2", never: "other.example"),
        .. Target("an absolute target with a user", "http://user@edge/v1/chat/completions", "RFC 9110 §4.2.4", status: 0, never: "user@"),
        .. Target("an absolute target of another scheme", "file:///v1/chat/completions", "RFC 9112 §3.2.2", status: 0),
        .. Target("an absolute target with a dot segment", "http://edge/v1/../metrics", "RFC 3986 §5.2.4", Held.NotForwarded, 404, promise: Promise.Edge),
        .. Target("a target that is an authority", "edge:80", "RFC 9112 §3.2.3", Held.NotForwarded, 405),
        .. Target("a target that is a star", "*", "RFC 9112 §3.2.4", Held.NotForwarded, 405),
        .. Target("a target without a slash", "v1/chat/completions", "RFC 9112 §3.2.1", Held.NotForwarded, 400),
        new("CONNECT to somewhere else", "RFC 9110 §9.3.6", Held.NotForwarded, "CONNECT other.example:443 HTTP/1.1\r\nHost: other.example:443\r\n\r\n") { Status = 404 },
        new("OPTIONS of everything", "RFC 9112 §3.2.4", Held.RefusedOrOne, "OPTIONS * HTTP/1.1\r\nHost: edge\r\n\r\n") { Body = "", Status = 404 },
        new("TRACE with a credential", "RFC 9110 §9.3.8", Held.NotForwarded, "TRACE /v1/chat/completions HTTP/1.1\r\nHost: edge\r\nAuthorization: Bearer stolen\r\n\r\n")
        {
            Status = 405,
            Promise = Promise.Edge,
        },
        .. Target("a fragment in the target", "/v1/chat/completions#a", "RFC 9112 §3.2"),
        .. Target("a fragment in the query", "/v1/chat/completions?a#b", "RFC 9112 §3.2"),
        .. Target("a byte above ASCII in the target", "/v1/chat/completions?\u00e4", "RFC 3986 §2.1"),
        .. Target("a control in the target", "/v1/chat/completions?a\u0001b", "RFC 3986 §2.1", Held.Refused),
        .. Target("a NUL in the target", "/v1/chat/completions\0", "RFC 3986 §2.1", Held.Refused),
        .. Target("a DEL in the target", "/v1/chat/completions\u007f", "RFC 3986 §2.1", status: 400),
        .. Target("a space in the target", "/v1/chat/completions?a b", "RFC 9112 §3.2", Held.Refused),
        .. Target("another version in the target", "/v1/chat/completions HTTP/1.0", "RFC 9112 §3.2", Held.Refused),
        .. Target("a line end in the target, and a field behind it", "/v1/chat/completions\tHTTP/1.1\rX-Injected: a", "RFC 9112 §3.2", Held.Refused),
        .. Target("an escaped NUL in the path", "/v1/chat/completions%00", "RFC 3986 §7.3", Held.NotForwarded, 400, promise: Promise.Edge),
        .. Target("an escaped line end in the path", "/v1/chat%0d%0aX-Injected:%20a/completions", "RFC 3986 §7.3", status: 200, never: "\nX-Injected"),
        .. Elsewhere("/v1/../metrics"),
        .. Elsewhere("/v1/chat/../../metrics"),
        .. Elsewhere("/v1/./metrics"),
        .. Elsewhere("/v1/%2e%2e/metrics"),
        .. Elsewhere("/v1/.%2E/metrics"),
        .. Elsewhere("/v1/%252e%252e/metrics"),
        .. Elsewhere("/v1/..%2fmetrics"),
        .. Elsewhere("/v1/..%5cmetrics"),
        .. Elsewhere("/v1/..\\metrics"),
        .. Elsewhere("/v1/..;/metrics"),
        .. Elsewhere("//v1/chat/completions"),
        .. Elsewhere("/v1//accounts/default/keys"),
        .. Elsewhere("/v1/accounts%2Fdefault%2Fkeys"),
        .. Elsewhere("/v1/%61ccounts/default/keys"),
        .. Elsewhere("/%76%31/chat/completions"),
        .. Elsewhere("/V1/chat/completions"),
    ];

    private static IEnumerable<HostileCase> Host(
        string what, string fields, Held held = Held.RefusedOrOne, int status = 400, string? never = null, Promise promise = Promise.Http) =>
        [new(what, "RFC 9112 §3.2", held, $"{Line}{fields}{Rest}") { Status = status, Never = never is null ? [] : [never], Promise = promise }];

    private static IEnumerable<HostileCase> Target(
        string what, string target, string clause, Held held = Held.RefusedOrOne, int status = 400, string? never = null, Promise promise = Promise.Http) =>
        [new(what, clause, held, $"POST {target} HTTP/1.1\r\nHost: edge\r\n{Rest}") { Status = status, Never = never is null ? [] : [never], Promise = promise }];

    private static IEnumerable<HostileCase> Elsewhere(string path) =>
        [new($"the path {path}", "RFC 3986 §5.2.4", Held.NotForwarded, $"POST {path} HTTP/1.1\r\nHost: edge\r\n{Rest}") { Status = 404, Promise = Promise.Edge }];
}
