using System.Diagnostics.CodeAnalysis;
using System.Text;
using ConfigSync.Resources;

namespace ConfigSync.Stores;

/// <summary>
/// A resource's key as text, <c>kind.account.id</c>: fit for a subject of NATS and for a file name. Bytes of UTF-8 outside
/// <c>[A-Za-z0-9_-]</c> stand as <c>=XX</c>. Each key has one text, so that two texts never mean one resource.
/// </summary>
internal static class StoreKeyText
{
    private const string Hex = "0123456789ABCDEF";

    private static readonly string[] Kinds = [.. Enum.GetValues<ResourceKind>().Select(kind => kind.ToString().ToLowerInvariant())];
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text of a key.</summary>
    internal static string Write(ResourceKey key)
    {
        var text = new StringBuilder(Kinds[(int)key.Kind]).Append('.');
        Escape(text, key.Account);
        Escape(text.Append('.'), key.Id);
        return text.ToString();
    }

    /// <summary>Reads the text of a key; false when it is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="key">The key.</param>
    /// <param name="reason">Why it is none, for people; null when it is one.</param>
    internal static bool TryRead(string text, out ResourceKey key, [NotNullWhen(false)] out string? reason)
    {
        key = default;
        string[] parts = text.Split('.');
        if (parts.Length != 3)
        {
            reason = "a resource has a key of three parts, kind.account.id";
            return false;
        }
        int kind = Array.IndexOf(Kinds, parts[0]);
        if (kind < 0)
        {
            reason = $"'{parts[0]}' is no kind of resource; known are {string.Join(", ", Kinds)}";
            return false;
        }
        if (Unescape(parts[1]) is not { } account || Unescape(parts[2]) is not { } id)
        {
            reason = "account and id are letters, digits, '_', '-', and every other byte of UTF-8 as =XX with capital hexadecimal digits";
            return false;
        }
        key = new ResourceKey((ResourceKind)kind, account, id);
        if (key.Kind == ResourceKind.Account && account != id)
        {
            reason = "the key of an account names it twice";
            return false;
        }
        reason = null;
        return true;
    }

    private static bool IsPlain(byte value) => char.IsAsciiLetterOrDigit((char)value) || value is (byte)'_' or (byte)'-';

    private static void Escape(StringBuilder text, string part)
    {
        foreach (byte value in Encoding.UTF8.GetBytes(part))
        {
            if (IsPlain(value))
                text.Append((char)value);
            else
                text.Append('=').Append(Hex[value >> 4]).Append(Hex[value & 15]);
        }
    }

    /// <summary>What a part stands for; null when it is empty or not as <see cref="Escape"/> writes it.</summary>
    private static string? Unescape(string part)
    {
        byte[] bytes = new byte[part.Length];
        int length = 0;
        for (int i = 0; i < part.Length; i++)
        {
            if (part[i] < 128 && IsPlain((byte)part[i]))
                bytes[length++] = (byte)part[i];
            else if (part[i] == '=' && i + 2 < part.Length && Hex.IndexOf(part[i + 1]) is >= 0 and var high && Hex.IndexOf(part[i + 2]) is >= 0 and var low
                && !IsPlain((byte)((high << 4) | low)))
            {
                bytes[length++] = (byte)((high << 4) | low);
                i += 2;
            }
            else
                return null;
        }
        try
        {
            return length == 0 ? null : Strict.GetString(bytes, 0, length);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
