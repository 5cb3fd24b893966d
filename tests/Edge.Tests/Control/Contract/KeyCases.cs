namespace Edge.Tests.Control.Contract;

/// <summary>Keys, which may call models alone: another one would close the edge for all the other cases.</summary>
internal static class KeyCases
{
    internal static readonly Dictionary<string, string> Scripts = new()
    {
        ["bare: a key is told once"] = """
            POST keys?keyId=app {"displayName":"App"} -> 200 {"name":"accounts/@/keys/app","key":"~edge-","displayName":"App","createdBy":"local","state":"READY","scopes":["inference"]}
            GET keys/app -> 200 {"name":"accounts/@/keys/app","key":null,"scopes":["inference"]}
            GET keys -> 200 {"keys":[{"name":"accounts/@/keys/app","key":null}],"totalSize":1}
            DELETE keys/app -> 200
            GET keys/app -> 404 {"code":5}
            """,
        ["bare: a key is renewed"] = """
            POST keys?keyId=app {} -> 200
            save first key
            POST keys/app:rotate {} -> 200 {"name":"accounts/@/keys/app","key":"~edge-"}
            DELETE keys/app -> 200
            """,
        ["bare: a key that exists"] = """
            POST keys?keyId=app {} -> 200
            POST keys?keyId=app {} -> 409 {"code":6}
            DELETE keys/app -> 200
            """,
        ["bare: a key with a bad id"] = """
            POST keys?keyId=My%20App {} -> 400 {"code":3,"message":"~keyId"}
            """,
        ["bare: a scope that is none"] = """
            POST keys?keyId=app {"scopes":["all"]} -> 400 {"code":3,"message":"~'scopes[0]' is no scope"}
            """,
        ["bare: no scope at all"] = """
            POST keys?keyId=app {"scopes":[]} -> 400 {"code":3,"message":"~'scopes' is empty"}
            """,
        ["bare: a key that does not exist"] = """
            GET keys/nope -> 404 {"code":5}
            DELETE keys/nope -> 404 {"code":5}
            POST keys/nope:rotate {} -> 404 {"code":5}
            """,
        ["bare: the hash of a key is nobody's to choose"] = """
            POST keys?keyId=app {"hash":"sha256:0000000000000000000000000000000000000000000000000000000000000000"} -> 200 {"key":"~edge-","hash":null}
            DELETE keys/app -> 200
            """,
    };
}
