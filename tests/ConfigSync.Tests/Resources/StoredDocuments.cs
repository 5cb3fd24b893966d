using ConfigSync.Resources;

namespace ConfigSync.Tests.Resources;

/// <summary>A document of each kind that uses most of its properties: what changes at random start from.</summary>
internal static class StoredDocuments
{
    internal static readonly (ResourceKind Kind, string Document)[] All =
    [
        (ResourceKind.Deployment, """
            {
              "id": "a", "account": "team", "names": ["gpt-4o"], "endpoints": [{ "url": "http://10.0.0.7:8000", "replicas": 3, "maxConcurrency": 64 }],
              "servedModel": "org/Model", "auth": { "header": "x-api-key", "value": "Bearer ${env:KEY}" }, "ca": "ca.pem", "requireEndMark": false,
              "timeouts": { "connect": "1s", "total": "off" }, "limits": { "maxConnections": 7, "queueTimeout": "3s" },
              "createTime": "2026-03-01T08:30:00.25Z", "createdBy": "ci", "displayName": "größer"
            }
            """),
        (ResourceKind.Router, """{ "id": "a", "account": "team", "deployments": ["b", "accounts/team/deployments/a"], "strategy": "evenLoad", "public": true, "updateTime": "2026-03-01T08:30:00Z" }"""),
        (ResourceKind.Key, """{ "name": "a", "hash": "sha256:E2186DBDB1BB4193608605e84f33208765b5693b55edd4f730a719a100eeea6f", "displayName": "CI" }"""),
        (ResourceKind.Account, """{ "id": "team", "displayName": "The team", "createTime": "2026-03-01T08:30:00+01:00" }"""),
    ];

    /// <summary>The document of a kind.</summary>
    internal static string Of(ResourceKind kind) => All.Single(stored => stored.Kind == kind).Document;

    /// <summary>What the document of a kind is stored under.</summary>
    internal static ResourceKey Key(ResourceKind kind) => new(kind, "team", kind == ResourceKind.Account ? "team" : "a");
}
