using System.Text;

namespace Edge.Hosting;

/// <summary>Text from outside on a terminal or in a log.</summary>
internal static class Printable
{
    /// <summary><paramref name="text"/> with each control character as <c>\uXXXX</c>, so that none acts on the terminal or begins a line of its own.</summary>
    internal static string Of(string text)
    {
        if (!text.Any(char.IsControl))
            return text;
        var printable = new StringBuilder();
        foreach (char c in text)
        {
            if (char.IsControl(c))
                printable.Append("\\u").Append(((int)c).ToString("X4", System.Globalization.CultureInfo.InvariantCulture));
            else
                printable.Append(c);
        }
        return printable.ToString();
    }
}
