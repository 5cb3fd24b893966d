namespace Edge.Intake;

/// <summary>Where in the top-level object <see cref="ModelScanner"/> stands: what the next byte belongs to (RFC 8259, section 4).</summary>
internal enum ScanStage : byte
{
    /// <summary>Expects the object's <c>{</c>.</summary>
    BeforeObject,

    /// <summary>Expects a key or, the object being empty, <c>}</c>.</summary>
    BeforeFirstKey,

    /// <summary>Expects a key, a comma having been read.</summary>
    BeforeKey,

    /// <summary>Inside a key.</summary>
    InKey,

    /// <summary>Expects the colon.</summary>
    BeforeColon,

    /// <summary>Expects a value.</summary>
    BeforeValue,

    /// <summary>Inside the string that is the value of <c>model</c>.</summary>
    InModel,

    /// <summary>Inside a string, object or array of another key.</summary>
    InSkipped,

    /// <summary>Inside a number or literal of another key.</summary>
    InScalar,

    /// <summary>Expects a comma or <c>}</c>.</summary>
    AfterValue,

    /// <summary>Expects nothing but whitespace.</summary>
    AfterObject,
}
