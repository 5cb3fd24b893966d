using System.Buffers;

namespace Edge.Intake;

/// <summary>The sets of bytes the scanner hops over or stops at, in the form the runtime searches vectorized.</summary>
internal static class JsonBytes
{
    /// <summary>Whitespace between tokens (RFC 8259, section 2).</summary>
    internal static readonly SearchValues<byte> Whitespace = SearchValues.Create(" \t\r\n"u8);

    /// <summary>What changes depth or begins a string.</summary>
    internal static readonly SearchValues<byte> Structure = SearchValues.Create("\"[]{}"u8);

    /// <summary>What numbers and literals are made of. Wider than JSON, yet without anything that could hide a quote, a key or a comment.</summary>
    internal static readonly SearchValues<byte> Scalar =
        SearchValues.Create("+-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    /// <summary>ASCII that stands for itself in a string: no control character, quote or backslash (RFC 8259, section 7).</summary>
    internal static readonly SearchValues<byte> Plain = SearchValues.Create(
        " !#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~\u007F"u8);
}
