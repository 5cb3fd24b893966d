using System.Text.Json;
using Edge.LoadTests.Scenarios.Asking;
using Edge.LoadTests.Scenarios.Judging;
using NBomber.Contracts;

namespace Edge.LoadTests.Scenarios;

/// <summary>One question before all others: whether the target answers at all, and whether it brings nonces back.</summary>
internal static class Probe
{
    /// <summary>What is wrong with the target (null where nothing is), and whether it brings nonces back.</summary>
    internal static async Task<(string? Problem, bool Nonces)> AskAsync(Options options, Gateway gateway)
    {
        try
        {
            var question = new Question(options.Model, Prompts.Short);
            using HttpResponseMessage answer = await gateway.AskAsync(question, CancellationToken.None);
            byte[] body = await answer.Content.ReadAsByteArrayAsync();
            Response<object> shape = new Answer(nonces: false).Judge(question, (int)answer.StatusCode, body, null);
            if (shape.IsError)
                return ($"{options.Target} does not answer '{options.Model}' as it should: {shape.StatusCode} {shape.Message}", false);
            using JsonDocument document = JsonDocument.Parse(body);
            bool nonces = document.RootElement.TryGetProperty("user", out JsonElement user) && user.ValueKind == JsonValueKind.String && user.GetString() == question.Nonce;
            return (options.NoncesRequired && !nonces ? $"{options.Target} does not bring back the 'user' of a request." : null, nonces);
        }
        catch (HttpRequestException e)
        {
            return ($"{options.Target} cannot be reached: {e.Message}", false);
        }
    }
}
