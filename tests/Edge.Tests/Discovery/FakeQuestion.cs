using System.Net;
using System.Text;
using Edge.Discovery;

namespace Edge.Tests.Discovery;

/// <summary>A question as a server got it.</summary>
/// <param name="Bytes">The message.</param>
/// <param name="From">Who asked.</param>
internal sealed record FakeQuestion(byte[] Bytes, IPEndPoint From)
{
    internal int Id => Bytes[0] << 8 | Bytes[1];

    internal DnsType Type => (DnsType)(Bytes[DnsBytes.EndOfQuestion(Bytes) - 4] << 8 | Bytes[DnsBytes.EndOfQuestion(Bytes) - 3]);

    internal bool HasOptions => Bytes[11] == 1;

    /// <summary>The name with the letters as they came.</summary>
    internal string Written
    {
        get
        {
            var labels = new List<string>();
            for (int i = 12; Bytes[i] != 0; i += 1 + Bytes[i])
                labels.Add(Encoding.ASCII.GetString(Bytes, i + 1, Bytes[i]));
            return string.Join('.', labels);
        }
    }

    internal string Name => Written.ToLowerInvariant();

    internal DnsBytes Answer => DnsBytes.To(Bytes);
}
