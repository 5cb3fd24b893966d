using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Edge.Cli.Client;

/// <summary><c>edge explain</c>: which way a request would go on a running edge, and why.</summary>
internal static class ExplainCommand
{
    /// <summary>The command; <paramref name="variable"/> reads an environment variable.</summary>
    internal static Command Create(Func<string, string?> variable)
    {
        var maker = new VerbMaker(new ExplainForm(), variable);
        var model = new Argument<string>("model") { Description = "What a request would say as 'model'." };
        var request = new Option<FileInfo>("--request") { Description = "A file with a sample request; what it says of its session counts.", HelpName = "file" };
        var session = new Option<string>("--session") { Description = "What it would send as x-session-affinity.", HelpName = "text" };
        var count = new Option<int?>("--requests") { Description = "How many such requests to share out. Default: 1000.", HelpName = "n" };
        Command verb = maker.OnAll("explain", "Says which way a request would go and why, who else could answer, and how many would be shared out.", (parse, run, cancel) =>
        {
            var body = new JsonObject { ["model"] = parse.GetRequiredValue(model) };
            if (parse.GetValue(session) is { } text)
                body["session"] = text;
            if (parse.GetValue(count) is { } requests)
                body["requests"] = requests;
            if (parse.GetValue(request) is { } file)
            {
                if (Sample(file, out string problem) is not { } sample)
                    return Task.FromResult(run.Fail(problem));
                body["request"] = sample;
            }
            return run.ShowAsync(new ControlRequest(HttpMethod.Post, $"{run.AccountPath}:explain", body), cancel);
        });
        verb.Arguments.Add(model);
        verb.Options.Add(request);
        verb.Options.Add(session);
        verb.Options.Add(count);
        return maker.WithOptions(verb);
    }

    private static JsonObject? Sample(FileInfo file, out string problem)
    {
        problem = $"{file} is no JSON object. Give the body of a request, such as a chat completion.";
        try
        {
            return JsonNode.Parse(File.ReadAllBytes(file.FullName)) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problem = $"{file} can't be read: {e.Message}";
            return null;
        }
    }
}
