using System.CommandLine;

namespace Edge.Cli.Client;

/// <summary><c>edge router</c>: routers of a running edge, through its control API.</summary>
internal static class RouterCommand
{
    /// <summary>The command with its verbs; <paramref name="variable"/> reads an environment variable.</summary>
    internal static Command Create(Func<string, string?> variable)
    {
        var maker = new VerbMaker(new RouterForm(), variable);
        return maker.Group(
            "Routers of an edge that runs: names that stand for several deployments.",
            CreateVerb(maker), UpdateVerb(maker),
            CommonVerbs.List(maker, "Lists the routers of an account, those that were made by themselves too."),
            CommonVerbs.Get(maker, "Shows one router."),
            CommonVerbs.Delete(maker, "Deletes a router at once; its deployments stay.", _ => ""));
    }

    private static Command CreateVerb(VerbMaker maker)
    {
        var flags = new RouterFlags();
        var id = new Option<string>("--router-id") { Description = "Its id: 1 to 63 of a-z, 0-9 and -. Default: a random one.", HelpName = "id" };
        Command verb = maker.OnAll("create", "Makes a router over deployments. It serves when this returns.", (parse, session, cancel) => session.ShowAsync(
            new ControlRequest(HttpMethod.Post, session.CollectionPath + ControlRequest.Query(("routerId", parse.GetValue(id))), flags.Body(parse)), cancel));
        verb.Options.Add(id);
        return flags.AddTo(verb, isNew: true);
    }

    private static Command UpdateVerb(VerbMaker maker)
    {
        var flags = new RouterFlags();
        return flags.AddTo(
            CommonVerbs.Update(maker, "Changes what the flags say and leaves the rest. --deployments takes the place of the whole list. Traffic shifts at once.", flags.Body), isNew: false);
    }
}
