using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Edge.LoadTests.Chaos.Http;

namespace Edge.LoadTests.Matrix.Wire;

/// <summary>Takes the bytes of one answer and says how the request ended. Reads all of them again each time: answers are small. One task.</summary>
/// <param name="question">What was asked.</param>
internal sealed class AnswerReader(Question question)
{
    private readonly byte[] _expected = question.Answer;
    private readonly List<byte> _bytes = [];
    private byte[] _body = [];
    private int _status;
    private bool _isWhole;

    /// <summary>Bytes so far.</summary>
    internal int Count => _bytes.Count;

    /// <summary>Takes more; true when the answer is whole by its framing.</summary>
    internal bool Take(ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return _isWhole = Read([.. _bytes]);
    }

    /// <summary>What it came to, once it is whole or the connection has ended.</summary>
    internal Ending Judge()
    {
        if (_status is not (0 or 200))
            return JudgeError();
        bool same = _expected.AsSpan().StartsWith(_body.AsSpan()[..Math.Min(_body.Length, _expected.Length)]);
        if (_isWhole)
            return same && _body.Length == _expected.Length ? new Ending(Fate.Whole, "whole") : Wrong("an answer that ends well is another");
        if (same && _body.Length <= _expected.Length)
            return new Ending(Fate.Broken, _status == 0 ? "broken off before an answer" : $"broken off after {_body.Length} bytes");
        if (!Question.IsStream(question.Ask))
            return Wrong("bytes that do not belong there");
        // An event of the edge's own begins like one of the replica's: the common part may reach into it.
        int common = _expected.AsSpan().CommonPrefixLength(_body);
        int boundary = _expected.AsSpan(0, common).LastIndexOf("\n\n"u8) is var end and >= 0 ? end + 2 : 0;
        return CodeOf(_body.AsSpan(boundary), "data: ", "\n\n") is { } code ? new Ending(Fate.Told, $"told in the stream ({code})") : Wrong("bytes that do not belong there");
    }

    private Ending JudgeError()
    {
        if (!_isWhole)
            return new Ending(Fate.Broken, $"broken off in an error ({_status})");
        return CodeOf(_body, "", "") is { } code ? new Ending(Fate.Told, $"told ({_status} {code})") : Wrong($"an error of unknown shape ({_status})");
    }

    private Ending Wrong(string what) => new(Fate.Wrong, $"{what}: {Encoding.Latin1.GetString([.. _bytes.Take(200)])}… {_body.Length} of {_expected.Length} bytes");

    private static string? CodeOf(ReadOnlySpan<byte> bytes, string before, string after)
    {
        string text = Encoding.UTF8.GetString(bytes);
        if (!text.StartsWith(before, StringComparison.Ordinal) || !text.EndsWith(after, StringComparison.Ordinal))
            return null;
        try
        {
            using JsonDocument json = JsonDocument.Parse(text[before.Length..^after.Length]);
            return json.RootElement.GetProperty("error").GetProperty("code").GetString();
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private bool Read(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return false;
        string head = Encoding.Latin1.GetString(bytes[..(end + 2)]);
        ReadOnlySpan<byte> rest = bytes[(end + 4)..];
        _status = int.Parse(head.AsSpan("HTTP/1.1 ".Length, 3), System.Globalization.CultureInfo.InvariantCulture);
        if (head.Contains("\r\nTransfer-Encoding: chunked\r\n", StringComparison.OrdinalIgnoreCase))
            return ReadChunks(rest);
        int at = head.IndexOf("\r\nContent-Length: ", StringComparison.OrdinalIgnoreCase);
        _body = rest.ToArray();
        return at >= 0 && Utf8Parser.TryParse(bytes[(at + "\r\nContent-Length: ".Length)..], out long length, out _) && rest.Length >= length;
    }

    private bool ReadChunks(ReadOnlySpan<byte> rest)
    {
        var decoder = new ChunkDecoder();
        var body = new List<byte>();
        while (!rest.IsEmpty && decoder.Mistake is null && !decoder.IsOver)
        {
            rest = rest[decoder.Take(rest, out ReadOnlySpan<byte> payload)..];
            body.AddRange(payload);
        }
        _body = [.. body];
        return decoder.IsOver;
    }
}
