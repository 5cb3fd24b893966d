namespace NATS.Client.Core.Auth;

/// <summary>CRC-16/XMODEM: polynomial 0x1021, starting at 0, high bit first.</summary>
internal static class Crc16
{
    private const int Polynomial = 0x1021;

    /// <summary>The sum of bytes.</summary>
    internal static ushort Of(ReadOnlySpan<byte> bytes)
    {
        int crc = 0;
        foreach (byte value in bytes)
        {
            crc ^= value << 8;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 0x8000) != 0 ? (crc << 1) ^ Polynomial : crc << 1;
            crc &= 0xffff;
        }
        return (ushort)crc;
    }
}
