namespace Edge.Intake;

/// <summary>Why a body is refused; always the fault that comes first in the body. <see cref="ScanMessages"/> says it in words.</summary>
internal enum ScanError : byte
{
    /// <summary>Not refused.</summary>
    None,

    /// <summary>The body does not begin with <c>{</c>, or is empty.</summary>
    NotAnObject,

    /// <summary>The body begins with a byte order mark.</summary>
    ByteOrderMark,

    /// <summary>The object was closed without a top-level <c>model</c>.</summary>
    MissingModel,

    /// <summary>A second top-level key that some server could read as <c>model</c> (<see cref="ModelKey"/>).</summary>
    SecondModel,

    /// <summary>The value of <c>model</c> is a number, literal, object or array.</summary>
    ModelNotString,

    /// <summary>The value of <c>model</c> is the empty string.</summary>
    ModelEmpty,

    /// <summary>The value of <c>model</c> is longer than <see cref="ModelScanner.MaxModelLength"/>.</summary>
    ModelTooLong,

    /// <summary>A top-level key or the value of <c>model</c> is not UTF-8.</summary>
    InvalidUtf8,

    /// <summary>A top-level key or the value of <c>model</c> has an escape that JSON does not know, or half a surrogate pair.</summary>
    InvalidEscape,

    /// <summary>Something other than whitespace follows the object.</summary>
    TrailingData,

    /// <summary>A <c>]</c> stands at the top level.</summary>
    Unbalanced,

    /// <summary>Nested deeper than <see cref="ModelScanner.MaxDepth"/>.</summary>
    TooDeep,

    /// <summary>The body ended inside the object.</summary>
    UnexpectedEnd,

    /// <summary>At the top level a byte stands where JSON does not allow it.</summary>
    InvalidSyntax,
}
