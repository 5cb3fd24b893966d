using System.Security.Cryptography;

namespace Edge.Mock.Wire;

/// <summary>Reads requests off one connection, one after the other: <see cref="ReadHeadAsync"/>, then <see cref="ReadBodyAsync"/>.</summary>
internal sealed class MockRequestReader(MockInput input)
{
    /// <summary>The largest body taken, in bytes.</summary>
    internal const long MaxBodyBytes = 128L * 1024 * 1024;

    private MockFraming _framing;

    /// <summary>The head last read; null before one was.</summary>
    internal MockHead? Head { get; private set; }

    /// <summary>The rule that was broken, or empty.</summary>
    internal string Error { get; private set; } = "";

    /// <summary>Bytes the current request took so far, with framing.</summary>
    internal long RawBytes { get; private set; }

    /// <summary>Waits for the next head.</summary>
    internal async Task<MockReadEnd> ReadHeadAsync()
    {
        Head = null;
        Error = "";
        RawBytes = 0;
        int end;
        while ((end = MockHeadParser.FindEnd(input.Unread)) < 0)
        {
            if (input.Full)
                return Fail(MockReadEnd.TooLarge, "a head above 32 KiB");
            if (!await input.FillAsync())
                return input.Unread.IsEmpty ? MockReadEnd.Closed : MockReadEnd.Left;
        }
        Head = MockHeadParser.Parse(input.Unread[..end], out string error);
        Consume(end);
        if (Head is null)
            return Fail(MockReadEnd.Malformed, error);
        _framing = MockFraming.Of(Head);
        return _framing.Error is null ? MockReadEnd.Ok : Fail(MockReadEnd.Malformed, _framing.Error);
    }

    /// <summary>Whether any of the body is still to come, so that a <c>100 Continue</c> makes sense.</summary>
    internal bool AwaitsBody => (_framing.Chunked || _framing.Length > 0) && input.Unread.IsEmpty;

    /// <summary>Reads the body of the current head into <paramref name="body"/>, to its end.</summary>
    internal async Task<MockReadEnd> ReadBodyAsync(MockBody body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        MockReadEnd end = _framing.Chunked ? await ReadChunksAsync(body, hash) : await ReadLengthAsync(body, hash);
        if (end == MockReadEnd.Ok)
            body.Sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
        return end;
    }

    private async Task<MockReadEnd> ReadLengthAsync(MockBody body, IncrementalHash hash)
    {
        if (_framing.Length > MaxBodyBytes)
            return Fail(MockReadEnd.TooLarge, "a body above 128 MiB");
        while (body.Length < _framing.Length)
        {
            if (input.Unread.IsEmpty && !await input.FillAsync())
                return MockReadEnd.Left;
            int take = (int)Math.Min(input.Unread.Length, _framing.Length - body.Length);
            Take(input.Unread[..take], body, hash);
            Consume(take);
        }
        return MockReadEnd.Ok;
    }

    private async Task<MockReadEnd> ReadChunksAsync(MockBody body, IncrementalHash hash)
    {
        var decoder = new MockChunkDecoder();
        while (true)
        {
            if (input.Unread.IsEmpty && !await input.FillAsync())
                return MockReadEnd.Left;
            MockChunkState state = decoder.Step(input.Unread, out int consumed, out ReadOnlySpan<byte> data);
            Take(data, body, hash);
            Consume(consumed);
            if (body.Length > MaxBodyBytes)
                return Fail(MockReadEnd.TooLarge, "a body above 128 MiB");
            if (state == MockChunkState.Done)
                return MockReadEnd.Ok;
            if (state == MockChunkState.Bad)
                return Fail(MockReadEnd.Malformed, "a broken chunk");
        }
    }

    private static void Take(ReadOnlySpan<byte> data, MockBody body, IncrementalHash hash)
    {
        body.Append(data);
        hash.AppendData(data);
    }

    private void Consume(int count)
    {
        input.Consume(count);
        RawBytes += count;
    }

    private MockReadEnd Fail(MockReadEnd end, string error)
    {
        Error = error;
        return end;
    }
}
