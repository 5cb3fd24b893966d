using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;
using ConfigSync.Resources;

namespace ConfigSync.Stores;

/// <summary>
/// The name of a resource where names are text: <c>kind.account.id</c>, such as <c>router.default.chat</c>, with each byte of
/// account and id outside <c>A-Z a-z 0-9 _ -</c> as <c>=XX</c>. One resource has exactly one such name, and it is safe as a file
/// name, as a subject of NATS, and as a key of its key-value buckets.
/// </summary>
public static class StoreKeyText
{
    /// <summary>Longest text that is a name: file systems take 255 bytes, and a suffix has to fit.</summary>
    public const int MaxLength = 240;

    private static readonly SearchValues<char> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    private static readonly string[] Kinds = ["account", "deployment", "router", "key"];

    /// <summary>The name of <paramref name="key"/>.</summary>
    public static string Format(ResourceKey key)
    {
        var text = new StringBuilder(Kinds[(int)key.Kind]);
        Append(text, key.Account);
        Append(text, key.Id);
        return text.ToString();
    }

    /// <summary>
    /// The resource that <paramref name="text"/> names; false where it is no name, or not the one that <see cref="Format"/> makes:
    /// <paramref name="reason"/> then says for people what is wrong with it.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out ResourceKey key, [NotNullWhen(false)] out string? reason)
    {
        key = default;
        int first = text.IndexOf('.');
        ReadOnlySpan<char> word = first < 0 ? text : text[..first], behind = text[(first + 1)..];
        int second = behind.IndexOf('.');
        int kind = KindOf(word);
        string? account = null;
        string? id = null;
        if (text.Length > MaxLength)
            reason = $"it is longer than {MaxLength} characters";
        else if (first < 0 || second < 0 || behind[(second + 1)..].Contains('.'))
            reason = "it is not kind.account.id: three parts with dots between";
        else if (kind < 0)
            reason = $"'{word}' is no kind; there are {string.Join(", ", Kinds)}";
        else if (!TryDecode(behind[..second], isShared: true, out account) || !TryDecode(behind[(second + 1)..], isShared: false, out id))
            reason = "account and id are not of A-Z a-z 0-9 _ -, with other bytes of their UTF-8 as =XX";
        else if (kind == (int)ResourceKind.Account && account != id)
            reason = "the name of an account says its id twice: account.ID.ID";
        else
            (key, reason) = (new ResourceKey((ResourceKind)kind, account, id), null);
        return reason is null;
    }

    private static void Append(StringBuilder text, string part)
    {
        text.Append('.');
        foreach (byte b in Encoding.UTF8.GetBytes(part))
        {
            if (IsPlain(b))
                text.Append((char)b);
            else
                text.Append('=').Append(b.ToString("X2", null));
        }
    }

    private static int KindOf(ReadOnlySpan<char> word)
    {
        for (int kind = 0; kind < Kinds.Length; kind++)
        {
            if (word.SequenceEqual(Kinds[kind]))
                return kind;
        }
        return -1;
    }

    private static bool TryDecode(ReadOnlySpan<char> part, bool isShared, [NotNullWhen(true)] out string? text)
    {
        text = null;
        if (part.Length > 0 && !part.ContainsAnyExcept(Plain))
        {
            text = isShared ? SharedText.Of(part) : part.ToString();
            return true;
        }
        var bytes = new List<byte>(part.Length);
        for (int i = 0; i < part.Length; i++)
        {
            if (part[i] < 0x80 && IsPlain((byte)part[i]))
            {
                bytes.Add((byte)part[i]);
                continue;
            }
            if (part[i] != '=' || i + 2 >= part.Length || !TryHex(part[i + 1], out int high) || !TryHex(part[i + 2], out int low))
                return false;
            byte value = (byte)(high * 16 + low);
            // What needs no escape has none, or a resource would have two names.
            if (IsPlain(value))
                return false;
            bytes.Add(value);
            i += 2;
        }
        byte[] utf8 = [.. bytes];
        if (utf8.Length == 0 || !Utf8.IsValid(utf8))
            return false;
        text = Encoding.UTF8.GetString(utf8);
        return true;
    }

    private static bool TryHex(char c, out int value)
    {
        value = char.IsAsciiDigit(c) ? c - '0' : c is >= 'A' and <= 'F' ? c - 'A' + 10 : -1;
        return value >= 0;
    }

    private static bool IsPlain(byte b) => char.IsAsciiLetterOrDigit((char)b) || b is (byte)'_' or (byte)'-';
}
