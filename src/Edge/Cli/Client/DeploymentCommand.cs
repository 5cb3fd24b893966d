using System.CommandLine;
using System.Text.Json.Nodes;

namespace Edge.Cli.Client;

/// <summary><c>edge deployment</c>: deployments of a running edge, through its control API.</summary>
internal static class DeploymentCommand
{
    /// <summary>The command with its verbs; <paramref name="variable"/> reads an environment variable.</summary>
    internal static Command Create(Func<string, string?> variable)
    {
        var maker = new VerbMaker(new DeploymentForm(), variable);
        return maker.Group(
            "Deployments of an edge that runs: one model server, or several alike.",
            CreateVerb(maker), UpdateVerb(maker), ScaleVerb(maker),
            CommonVerbs.List(maker, "Lists the deployments of an account, with the replicas in service and those that are wanted."),
            CommonVerbs.Get(maker, "Shows one deployment."),
            DeleteVerb(maker));
    }

    private static Command CreateVerb(VerbMaker maker)
    {
        var flags = new DeploymentFlags();
        var model = new Argument<string>("base-model") { Description = "The model that it serves, such as accounts/acme/models/llama." };
        var id = new Option<string>("--deployment-id") { Description = "Its id: 1 to 63 of a-z, 0-9 and -. Default: a random one.", HelpName = "id" };
        var validate = new Option<bool>("--validate-only") { Description = "Asks the server whether it would make it, and makes nothing." };
        Command verb = maker.OnAll("create", "Makes a deployment from the addresses where it lives. It serves when this returns.", (parse, session, cancel) =>
        {
            string query = ControlRequest.Query(("deploymentId", parse.GetValue(id)), ("validateOnly", parse.GetValue(validate) ? "true" : null));
            JsonObject body = flags.Body(parse);
            body.Insert(0, "baseModel", parse.GetRequiredValue(model));
            return session.ShowAsync(new ControlRequest(HttpMethod.Post, session.CollectionPath + query, body), cancel);
        });
        verb.Arguments.Add(model);
        verb.Options.Add(id);
        verb.Options.Add(validate);
        return flags.AddTo(verb);
    }

    private static Command UpdateVerb(VerbMaker maker)
    {
        var flags = new DeploymentFlags();
        return flags.AddTo(CommonVerbs.Update(
            maker, "Changes what the flags say and leaves the rest. --endpoint and --discovery-* take the place of all that were there.", flags.Body));
    }

    private static Command ScaleVerb(VerbMaker maker)
    {
        var count = new Option<int>("--replica-count") { Description = "How many replicas are to get traffic; 0 for none, running answers end in peace.", HelpName = "n", Required = true };
        Command verb = maker.OnOne("scale", "Says how many replicas are to get traffic; a bound that this crosses moves.", (parse, session, name, cancel) =>
        {
            int replicas = parse.GetValue(count);
            var body = new JsonObject { ["replicaCount"] = replicas };
            return session.DoAsync(new ControlRequest(HttpMethod.Patch, ControlRequest.PathOf(name) + ":scale", body), $"Scaled {name} to {replicas}.", cancel);
        });
        verb.Options.Add(count);
        return verb;
    }

    private static Command DeleteVerb(VerbMaker maker)
    {
        var ignore = new Option<bool>("--ignore-checks") { Description = "Also when a router names it; there it gets no traffic any more." };
        Command verb = CommonVerbs.Delete(
            maker, "Deletes a deployment at once; running answers end in peace.", parse => ControlRequest.Query(("ignoreChecks", parse.GetValue(ignore) ? "true" : null)));
        verb.Options.Add(ignore);
        return verb;
    }
}
