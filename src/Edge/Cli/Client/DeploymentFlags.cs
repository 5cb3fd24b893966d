using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json.Nodes;
using Edge.Hosting;

namespace Edge.Cli.Client;

/// <summary>The flags of a deployment, for <c>create</c> and <c>update</c>.</summary>
internal sealed class DeploymentFlags
{
    private readonly Option<string[]> _endpoints = new("--endpoint")
    {
        Description = "Where it lives, and how many replicas are there (1 when not said); once for each address: --endpoint http://10.0.0.7:8000=2.",
        HelpName = "url[=replicas]",
    };

    private readonly Option<string> _dns = new("--discovery-dns") { Description = "A name in DNS whose addresses are its replicas, such as a headless service, or a service whose records say ports (_http._tcp.models.example).", HelpName = "name" };

    private readonly Option<int> _port = new("--discovery-port") { Description = "The port of those addresses.", HelpName = "port" };

    private readonly Option<string> _interval = new("--discovery-interval") { Description = "How often that name is asked for, such as 10s.", HelpName = "time" };

    private readonly Option<string> _provider = new("--provider") { Description = "Who serves it: callers may then ask for provider/model.", HelpName = "id" };

    private readonly Option<string> _servedModel = new("--served-model") { Description = "What the replicas call the model; it takes the place of what the caller wrote.", HelpName = "model" };

    private readonly Option<int> _min = new("--min-replica-count") { Description = "At least so many replicas get traffic. The same as the greatest: exactly so many.", HelpName = "n" };

    private readonly Option<int> _max = new("--max-replica-count") { Description = "At most so many replicas get traffic; 0 for none.", HelpName = "n" };

    private readonly Option<string> _displayName = new("--display-name") { Description = "A name for people, below 64 characters.", HelpName = "name" };

    private readonly Option<string> _description = new("--description") { Description = "More for people.", HelpName = "text" };

    private readonly Option<bool> _affinity = new("--session-affinity") { Description = "Keeps the requests of one session on one replica. '--session-affinity false' ends that." };

    /// <summary>Gives them to a verb.</summary>
    internal Command AddTo(Command verb)
    {
        foreach (Option option in (Option[])[_endpoints, _dns, _port, _interval, _provider, _servedModel, _min, _max, _displayName, _description, _affinity])
            verb.Options.Add(option);
        _endpoints.Validators.Add(CheckEndpoints);
        verb.Validators.Add(CheckDiscovery);
        return verb;
    }

    /// <summary>The deployment, or the part of it, that <paramref name="parse"/> gives.</summary>
    internal JsonObject Body(ParseResult parse)
    {
        FlagBody body = new FlagBody(parse)
            .Add("endpoints", _endpoints, given => new JsonArray([.. given.Select(EndpointFlag.Parse)]))
            .Add("provider", _provider)
            .Add("servedModel", _servedModel)
            .Add("minReplicaCount", _min)
            .Add("maxReplicaCount", _max)
            .Add("displayName", _displayName)
            .Add("description", _description)
            .Add("enableSessionAffinity", _affinity);
        JsonObject discovery = new FlagBody(parse).Add("dns", _dns).Add("port", _port).Add("interval", _interval).Json;
        if (discovery.Count > 0)
            body.Json["discovery"] = discovery;
        return body.Json;
    }

    private static void CheckEndpoints(OptionResult result)
    {
        foreach (Token token in result.Tokens.Where(token => EndpointFlag.Parse(token.Value) is null))
            result.AddError($"--endpoint: '{Printable.Of(token.Value)}' is no address with a count of replicas. Write one such as http://10.0.0.7:8000=2.");
    }

    /// <summary>A section is replaced as a whole, so that a part of it would lose the rest.</summary>
    private void CheckDiscovery(CommandResult result)
    {
        bool isService = result.GetValue(_dns)?.StartsWith('_') == true;
        bool needsName = result.GetResult(_port) is not null || result.GetResult(_interval) is not null;
        if (result.GetResult(_dns) is null ? needsName : !isService && result.GetResult(_port) is null)
            result.AddError("--discovery-dns needs --discovery-port, unless it names a service such as _http._tcp.models.example; --discovery-port and --discovery-interval need --discovery-dns.");
    }
}
