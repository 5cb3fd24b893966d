using System.Text;
using System.Text.Json;
using Edge.LoadTests.Scenarios.Asking;
using NBomber.Contracts;
using NBomber.CSharp;

namespace Edge.LoadTests.Scenarios.Judging;

/// <summary>Reads a streamed answer piece by piece, and judges it on the way. One reader.</summary>
internal sealed class StreamAnswer : IDisposable
{
    private readonly Answer _judge;
    private readonly Question _question;
    private readonly HttpResponseMessage _answer;
    private readonly StreamReader _reader;
    private int _pieces;
    private bool _finished;

    private StreamAnswer(Answer judge, Question question, HttpResponseMessage answer, Stream body) =>
        (_judge, _question, _answer, _reader) = (judge, question, answer, new StreamReader(body, Encoding.UTF8));

    /// <summary>What is wrong with it, as a status for reports; null so far.</summary>
    internal string? Wrong { get; private set; }

    /// <summary>More about it.</summary>
    internal string Detail { get; private set; } = "";

    /// <summary>Bytes of the text that was read.</summary>
    internal long Bytes { get; private set; }

    /// <summary>Begins to read an answer, which it owns from now on.</summary>
    internal static async Task<StreamAnswer> OpenAsync(Answer judge, Question question, HttpResponseMessage answer, CancellationToken cancellation)
    {
        var stream = new StreamAnswer(judge, question, answer, await answer.Content.ReadAsStreamAsync(cancellation));
        if ((int)answer.StatusCode != 200)
            stream.Fail($"{(int)answer.StatusCode}", await stream._reader.ReadToEndAsync(cancellation));
        else if (answer.Content.Headers.ContentType?.MediaType != "text/event-stream")
            stream.Fail("no_stream", $"{answer.Content.Headers.ContentType}");
        return stream;
    }

    /// <summary>Reads on to the next piece of text. False at the end of the stream, and when something is wrong.</summary>
    internal async Task<bool> NextAsync(CancellationToken cancellation)
    {
        while (Wrong is null)
        {
            string? data = await EventAsync(cancellation);
            if (data is null)
                return Fail("no_end_mark", $"ended after {_pieces} pieces");
            if (data == "[DONE]")
                return await EndAsync(cancellation);
            if (IsPiece(data))
                return true;
        }
        return false;
    }

    /// <summary>What came of it, once <see cref="NextAsync"/> has said false.</summary>
    internal Response<object> Judge() => Wrong is null ? Response.Ok(statusCode: "200", sizeBytes: Bytes) : Response.Fail(statusCode: Wrong, message: Detail, sizeBytes: Bytes);

    public void Dispose()
    {
        _reader.Dispose();
        _answer.Dispose();
    }

    // A connection that breaks, or a body without its last chunk, is an exception of the reader, which NBomber counts as a failure.
    private async Task<string?> EventAsync(CancellationToken cancellation)
    {
        string? data = null;
        while (await _reader.ReadLineAsync(cancellation) is { } line)
        {
            Bytes += line.Length + 1;
            if (line.StartsWith("data: ", StringComparison.Ordinal))
                data = line["data: ".Length..];
            else if (line.Length == 0 && data is not null)
                return data;
        }
        return null;
    }

    private bool IsPiece(string data)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(data);
            JsonElement root = document.RootElement;
            if (root.TryGetProperty("error", out _))
                return Fail("error_event", data);
            if (_judge.WrongOwner(_question, root, null) is { } wrong)
                return Fail(wrong, data);
            if (!root.TryGetProperty("choices", out JsonElement choices) || choices.GetArrayLength() == 0)
                return false;
            _finished |= choices[0].TryGetProperty("finish_reason", out JsonElement reason) && reason.ValueKind == JsonValueKind.String;
            bool text = choices[0].TryGetProperty("delta", out JsonElement delta) && delta.TryGetProperty("content", out JsonElement content)
                && content.ValueKind == JsonValueKind.String && content.GetString()!.Length > 0;
            _pieces += text ? 1 : 0;
            return text;
        }
        catch (JsonException e)
        {
            return Fail("not_json", e.Message);
        }
    }

    private async Task<bool> EndAsync(CancellationToken cancellation)
    {
        if (!_finished)
            return Fail("no_finish_reason", $"[DONE] after {_pieces} pieces");
        // Where nonces come back it is the mock that answers, which sends a piece for each token.
        if (_judge.Nonces && _pieces != _question.Tokens)
            return Fail("pieces_missing", $"{_pieces} of {_question.Tokens}");
        return await EventAsync(cancellation) is not null && Fail("after_the_end", "an event behind [DONE]");
    }

    private bool Fail(string wrong, string detail)
    {
        (Wrong, Detail) = (wrong, detail.Length > 120 ? detail[..120] : detail);
        return false;
    }
}
