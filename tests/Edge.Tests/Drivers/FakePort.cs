using System.Text;
using Edge.Balancing;
using Edge.Buffers;
using Edge.Drivers;

namespace Edge.Tests.Drivers;

/// <summary>A connection of a caller that does not exist: what the session says is kept as text, what it wants is written down.</summary>
internal sealed class FakePort : ISessionPort
{
    private readonly StringBuilder _sent = new();

    ReadOnlySpan<byte> ISessionPort.Remote => "192.0.2.1"u8;

    bool ISessionPort.RemoteIsV6 => false;

    bool ISessionPort.IsTrusted => false;

    ReadOnlySpan<byte> ISessionPort.Scheme => "http"u8;

    public ByteBuffer Output { get; } = new();

    /// <summary>What was asked for, in order: <c>lease</c>, <c>cancel</c>, <c>release True</c>, <c>drop</c>, <c>large 20000</c>.</summary>
    internal List<string> Commands { get; } = [];

    /// <summary>All that was said since the last call.</summary>
    internal string Take()
    {
        Flush();
        string text = _sent.ToString();
        _sent.Clear();
        return text;
    }

    void ISessionPort.SendLarge(ReadOnlySpan<byte> bytes)
    {
        Flush();
        Commands.Add($"large {bytes.Length}");
        _sent.Append(Encoding.Latin1.GetString(bytes));
    }

    void ISessionPort.Lease(Replica replica) => Commands.Add("lease");

    void ISessionPort.CancelLease() => Commands.Add("cancel");

    void ISessionPort.Release(bool reusable) => Commands.Add($"release {reusable}");

    void ISessionPort.Drop() => Commands.Add("drop");

    private void Flush()
    {
        _sent.Append(Encoding.Latin1.GetString(Output.Span));
        Output.Clear();
    }
}
