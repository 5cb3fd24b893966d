using System.CommandLine;
using System.Text.Json.Nodes;
using ConfigSync.Resources;

namespace Edge.Cli.Client;

/// <summary><c>edge key</c>: keys of callers, through the control API of a running edge.</summary>
internal static class KeyCommand
{
    /// <summary>The command with its verbs; <paramref name="variable"/> reads an environment variable.</summary>
    internal static Command Create(Func<string, string?> variable)
    {
        var maker = new VerbMaker(new KeyForm(), variable);
        return maker.Group(
            "Keys of an edge that runs. What a key is, is shown once, when it is made.",
            CreateVerb(maker),
            maker.OnOne("rotate", "Makes another key in the place of one and shows it; the old one lets nobody in any more.", (_, session, name, cancel) =>
                session.ShowAsync(new ControlRequest(HttpMethod.Post, $"{ControlRequest.PathOf(name)}:rotate", []), cancel)),
            CommonVerbs.List(maker, "Lists the keys of an account."),
            CommonVerbs.Get(maker, "Shows one key, but not what it is."),
            CommonVerbs.Delete(maker, "Revokes a key: every edge refuses it within a second.", _ => ""));
    }

    private static Command CreateVerb(VerbMaker maker)
    {
        var id = new Option<string>("--key-id") { Description = "Its id: 1 to 63 of a-z, 0-9 and -. Default: a random one.", HelpName = "id" };
        var name = new Option<string>("--display-name") { Description = "What people call it.", HelpName = "text" };
        var scopes = new Option<string[]>("--scope", "-s") { Description = "What it allows; may be given several times.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => ["inference"] };
        scopes.AcceptOnlyFromAmong([.. KeyScopeWords.All]);
        Command verb = maker.OnAll("create", "Makes a key and shows it.", (parse, session, cancel) =>
        {
            var body = new JsonObject { ["scopes"] = new JsonArray([.. parse.GetValue(scopes)!.Select(scope => (JsonNode)scope)]) };
            if (parse.GetValue(name) is { } words)
                body["displayName"] = words;
            return session.ShowAsync(new ControlRequest(HttpMethod.Post, session.CollectionPath + ControlRequest.Query(("keyId", parse.GetValue(id))), body), cancel);
        });
        verb.Options.Add(id);
        verb.Options.Add(scopes);
        verb.Options.Add(name);
        return verb;
    }
}
