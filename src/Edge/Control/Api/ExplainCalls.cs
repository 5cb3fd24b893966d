using System.Buffers;
using System.Text;
using System.Text.Json;
using ConfigSync.Snapshots;
using Edge.Intake;

namespace Edge.Control.Api;

/// <summary>
/// <c>:explain</c>: which way a request would go. Of an account for any <c>model</c>, of a router for that; <c>request</c> is a sample request, <c>session</c>
/// what it would send as <c>x-session-affinity</c>, <c>requests</c> how many to share out.
/// </summary>
/// <param name="desk">What is there.</param>
internal sealed class ExplainCalls(ResourceDesk desk)
{
    private const int Usual = 1000;

    private const int Most = 100_000;

    /// <summary>What an account itself can do.</summary>
    internal ControlOperations Operations => new ControlOperations().Read("POST", isOne: false, "explain", (call, account, _) => Task.FromResult(OfModel(call, account)));

    /// <summary>Explains the model that a call names, or that its sample request does.</summary>
    internal ControlAnswer OfModel(ControlCall call, string account)
    {
        string model = Text(call.Body, "model");
        if (model.Length == 0 && call.Body.TryGetProperty("request", out JsonElement request) && request.ValueKind == JsonValueKind.Object)
            model = Text(request, "model");
        return model.Length == 0
            ? ControlAnswer.Fail(GatewayCode.InvalidArgument, "model: it is missing. Write what a caller would, or a sample 'request' that has it.")
            : Explain(call, account, model);
    }

    /// <summary>Explains a router.</summary>
    internal ControlAnswer OfRouter(ControlCall call, string account, string id) => Explain(call, account, $"accounts/{account}/routers/{id}");

    private ControlAnswer Explain(ControlCall call, string account, string model)
    {
        int samples = Usual;
        if (call.Body.TryGetProperty("requests", out JsonElement sent) && (sent.ValueKind != JsonValueKind.Number || !sent.TryGetInt32(out samples) || samples is < 0 or > Most))
            return ControlAnswer.Fail(GatewayCode.InvalidArgument, $"requests: write a whole number from 0 to {Most}.");
        RoutingSnapshot snapshot = desk.Snapshot;
        if (snapshot.FindAccount(account) is not { } caller)
            return Nowhere(model);
        var explainer = new Explainer(snapshot, caller);
        if (explainer.OwnerOf(model) is not { } owner)
            return Nowhere(model);
        // Others may call a public router; where its replicas are is not theirs to know.
        return owner == account
            ? ControlAnswer.Of(json => explainer.Write(json, model, SessionOf(call.Body), samples))
            : ControlAnswer.Fail(GatewayCode.PermissionDenied, $"'{model}' is of the account '{owner}', which alone may see where it leads.");
    }

    private static ulong SessionOf(JsonElement body)
    {
        ulong said = SessionKey.Of(Encoding.UTF8.GetBytes(Text(body, "session")));
        if (said != 0 || !body.TryGetProperty("request", out JsonElement request) || request.ValueKind != JsonValueKind.Object)
            return said;
        return SessionKey.InBody(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(request.GetRawText())));
    }

    private static string Text(JsonElement body, string name) =>
        body.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static ControlAnswer Nowhere(string model) =>
        ControlAnswer.Fail(GatewayCode.NotFound, $"'{model}' leads nowhere for callers of this account: no name, router, deployment or model is called so.");
}
