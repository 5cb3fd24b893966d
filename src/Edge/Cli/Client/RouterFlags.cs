using System.CommandLine;
using System.Text.Json.Nodes;

namespace Edge.Cli.Client;

/// <summary>The flags of a router, for <c>create</c> and <c>update</c>.</summary>
internal sealed class RouterFlags
{
    private readonly Option<string[]> _deployments = new("--deployments")
    {
        Description = "The deployments behind it, separated by commas: ids or full names.",
        HelpName = "a,b",
    };

    private readonly Option<string> _strategy = new("--strategy")
    {
        Description = "How it picks: weighted-random draws by replica count (what a new router does), even-load keeps the load per replica equal.",
        HelpName = $"{RouterForm.WeightedRandom}|{RouterForm.EvenLoad}",
    };

    private readonly Option<string> _model = new("--model") { Description = "The model that every one of its deployments must serve.", HelpName = "model" };

    private readonly Option<string> _displayName = new("--display-name") { Description = "A name for people, below 64 characters.", HelpName = "name" };

    private readonly Option<bool> _public = new("--public") { Description = "Lets every account call it; each still with its key. '--public false' ends that." };

    private readonly Option<bool> _affinity = new("--session-affinity") { Description = "Keeps the requests of one session on one replica. '--session-affinity false' ends that." };

    /// <summary>Gives them to a verb; what cannot change later only to <c>create</c>.</summary>
    internal Command AddTo(Command verb, bool isNew)
    {
        _deployments.Required = isNew;
        _strategy.AcceptOnlyFromAmong(RouterForm.WeightedRandom, RouterForm.EvenLoad);
        verb.Options.Add(_deployments);
        verb.Options.Add(_strategy);
        if (isNew)
            verb.Options.Add(_model);
        verb.Options.Add(_displayName);
        verb.Options.Add(_public);
        verb.Options.Add(_affinity);
        return verb;
    }

    /// <summary>The router, or the part of it, that <paramref name="parse"/> gives.</summary>
    internal JsonObject Body(ParseResult parse)
    {
        FlagBody body = new FlagBody(parse)
            .Add("deployments", _deployments, Split)
            .Add("model", _model)
            .Add("displayName", _displayName)
            .Add("public", _public)
            .Add("enableSessionAffinity", _affinity);
        if (body.Has(_strategy))
            body.Json[parse.GetValue(_strategy) == RouterForm.EvenLoad ? "evenLoad" : "weightedRandom"] = new JsonObject();
        return body.Json;
    }

    private static JsonArray Split(string[] given)
    {
        IEnumerable<string> names = given.SelectMany(list => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        return new JsonArray([.. names.Select(name => JsonValue.Create(name))]);
    }
}
