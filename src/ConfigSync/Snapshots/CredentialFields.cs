using System.Text;

namespace ConfigSync.Snapshots;

/// <summary>
/// The names of the fields by which deployments prove Edge. As a rule there are none or two or three in all, so they are
/// compared one by one. Immutable; a search allocates nothing.
/// </summary>
/// <param name="names">The names, each once; ASCII.</param>
internal sealed class CredentialFields(IEnumerable<string> names)
{
    private readonly byte[][] _names = [.. names.Select(Encoding.ASCII.GetBytes)];

    /// <summary>Whether <paramref name="name"/> is one of them, in any case of its letters.</summary>
    internal bool Contains(ReadOnlySpan<byte> name)
    {
        foreach (byte[] one in _names)
        {
            if (Ascii.EqualsIgnoreCase(one, name))
                return true;
        }
        return false;
    }

    /// <summary>The same for a name in characters.</summary>
    internal bool Contains(ReadOnlySpan<char> name)
    {
        foreach (byte[] one in _names)
        {
            if (Ascii.EqualsIgnoreCase(one, name))
                return true;
        }
        return false;
    }
}
