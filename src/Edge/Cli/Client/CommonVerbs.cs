using System.CommandLine;
using System.Text.Json.Nodes;

namespace Edge.Cli.Client;

/// <summary>The verbs that are alike for every kind of resource.</summary>
internal static class CommonVerbs
{
    /// <summary><c>list</c>.</summary>
    internal static Command List(VerbMaker maker, string description)
    {
        var filter = new Option<string>("--filter") { Description = """Only those that match, such as 'state = "READY" AND NOT public = true'.""", HelpName = "filter" };
        var order = new Option<string>("--order-by") { Description = "The fields to sort by, such as 'createTime desc, name'.", HelpName = "fields" };
        var size = new Option<int?>("--page-size") { Description = "How many to ask for at once; the list is whole all the same.", HelpName = "n" };
        Command verb = maker.OnAll("list", description, (parse, session, cancel) => session.ListAsync(
            token => new ControlRequest(HttpMethod.Get, session.CollectionPath + ControlRequest.Query(
                ("pageSize", parse.GetValue(size)?.ToString(System.Globalization.CultureInfo.InvariantCulture)),
                ("pageToken", token),
                ("filter", parse.GetValue(filter)),
                ("orderBy", parse.GetValue(order)))),
            cancel));
        verb.Options.Add(filter);
        verb.Options.Add(order);
        verb.Options.Add(size);
        return verb;
    }

    /// <summary><c>get</c>.</summary>
    internal static Command Get(VerbMaker maker, string description) => maker.OnOne("get", description, (_, session, name, cancel) =>
        session.ShowAsync(new ControlRequest(HttpMethod.Get, ControlRequest.PathOf(name)), cancel));

    /// <summary><c>delete</c>; <paramref name="query"/> adds to the path what the command line asks for.</summary>
    internal static Command Delete(VerbMaker maker, string description, Func<ParseResult, string> query) =>
        maker.OnOne("delete", description, (parse, session, name, cancel) =>
            session.DoAsync(new ControlRequest(HttpMethod.Delete, ControlRequest.PathOf(name) + query(parse)), $"Deleted {name}.", cancel));

    /// <summary><c>update</c>; <paramref name="body"/> makes what changes of the command line.</summary>
    internal static Command Update(VerbMaker maker, string description, Func<ParseResult, JsonObject> body) =>
        maker.OnOne("update", description, (parse, session, name, cancel) => body(parse) is { Count: > 0 } changes
            ? session.ShowAsync(new ControlRequest(HttpMethod.Patch, ControlRequest.PathOf(name), changes), cancel)
            : Task.FromResult(session.Fail("nothing to change. Give at least one flag that says what; --help lists them.")));
}
