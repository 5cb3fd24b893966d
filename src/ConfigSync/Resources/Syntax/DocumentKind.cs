namespace ConfigSync.Resources.Syntax;

/// <summary>What a JSON value is.</summary>
internal enum DocumentKind
{
    /// <summary><c>null</c>.</summary>
    Null,

    /// <summary><c>false</c>.</summary>
    False,

    /// <summary><c>true</c>.</summary>
    True,

    /// <summary>A number, kept as it was written.</summary>
    Number,

    /// <summary>A string, kept without its escapes.</summary>
    String,

    /// <summary>An array.</summary>
    Array,

    /// <summary>An object; names may occur twice.</summary>
    Object,
}
