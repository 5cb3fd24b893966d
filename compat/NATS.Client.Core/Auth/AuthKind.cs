namespace NATS.Client.Core.Auth;

/// <summary>Which kind of credentials a callback gave.</summary>
internal enum AuthKind
{
    /// <summary>None.</summary>
    None,

    /// <summary>User and password.</summary>
    UserInfo,

    /// <summary>A token.</summary>
    Token,

    /// <summary>A JWT and a seed.</summary>
    Jwt,

    /// <summary>A seed.</summary>
    Nkey,

    /// <summary>The path of a credentials file.</summary>
    CredsFile,

    /// <summary>The text of a credentials file.</summary>
    Creds,

    /// <summary>The path of a file with a seed and a public key.</summary>
    NkeyFile,
}
