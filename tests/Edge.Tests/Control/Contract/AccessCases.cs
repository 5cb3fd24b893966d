namespace Edge.Tests.Control.Contract;

/// <summary>Who may do what: <c>reader</c>, <c>writer</c> and <c>caller</c> are keys of the account with one scope each.</summary>
public static class AccessCases
{
    /// <summary>Their names.</summary>
    public static TheoryData<string> All => [.. Scripts.Keys];

    internal static readonly Dictionary<string, string> Scripts = new()
    {
        ["no key"] = """
            GET routers -> 401 {"code":16,"message":"~No API key","details":[]}
            POST routers {} -> 401 {"code":16}
            """,
        ["a key that is not known"] = """
            GET routers key=nobody -> 401 {"code":16,"message":"~not known"}
            """,
        ["no key for a path that is none"] = """
            GET nothing -> 401 {"code":16}
            """,
        ["another account, whether or not it is there"] = """
            GET /v1/accounts/default/routers key=writer -> 403 {"code":7,"details":[]}
            GET /v1/accounts/nobody/routers key=writer -> 403 {"code":7}
            GET /v1/accounts/default/routers/nope key=reader -> 403 {"code":7}
            """,
        ["a reader reads"] = """
            GET routers key=reader -> 200
            POST routers?routerId=x key=reader {"deployments":["d"]} -> 403 {"code":7,"message":"~scope 'write'"}
            DELETE routers/x key=reader -> 403 {"code":7}
            """,
        ["a caller neither reads nor writes"] = """
            GET routers key=caller -> 403 {"code":7,"message":"~scope 'read'"}
            POST deployments key=caller {} -> 403 {"code":7}
            """,
        ["a writer writes and reads, and is named"] = """
            POST deployments?deploymentId=w key=writer {"baseModel":"m","endpoints":[{"url":"http://127.0.0.1:9"}]} -> 200 {"createdBy":"writer"}
            GET deployments/w key=writer -> 200
            GET deployments/w key=reader -> 200
            DELETE deployments/w key=writer -> 200
            """,
        ["keys of a file stay in the file"] = """
            GET keys/reader key=reader -> 200 {"scopes":["read"]}
            DELETE keys/reader key=writer -> 400 {"code":9,"message":"~edge.json"}
            POST keys/reader:rotate key=writer {} -> 400 {"code":9}
            """,
        ["a new key works at once and a revoked one no more"] = """
            POST keys?keyId=fresh key=writer {"scopes":["read","write"]} -> 200 {"key":"*"}
            save fresh key
            GET routers key={fresh} -> 200
            POST keys/fresh:rotate key=writer {} -> 200
            save second key
            GET routers key={fresh} -> 401 {"code":16}
            GET routers key={second} -> 200
            DELETE keys/fresh key=writer -> 200
            GET routers key={second} -> 401 {"code":16}
            """,
    };
}
