using System.Text.Json.Nodes;

namespace Edge.Cli.Client;

/// <summary>One run of a verb: sends what it asks for and prints what comes of it; returns exit codes.</summary>
/// <param name="settings">Where to, and as whom.</param>
/// <param name="form">How the resources look.</param>
/// <param name="format">How to print: <c>text</c>, <c>json</c> or <c>flag</c>.</param>
/// <param name="isDry">Whether to print requests instead of sending them.</param>
/// <param name="output">Gets what was asked for.</param>
/// <param name="error">Gets what went wrong.</param>
internal sealed class Session(ClientSettings settings, ResourceForm form, string format, bool isDry, TextWriter output, TextWriter error)
{
    /// <summary>The path of the account of this run.</summary>
    internal string AccountPath => $"/v1/accounts/{Uri.EscapeDataString(settings.Account)}";

    /// <summary>The path of the collection in the account of this run.</summary>
    internal string CollectionPath => ControlRequest.PathOf(settings.Account, form.Collection);

    /// <summary>The resource that <paramref name="text"/> means, an id or a full name; null when it means none.</summary>
    internal ResourceName? NameOf(string text) => ResourceName.Parse(text, settings.Account, form.Collection);

    /// <summary>Sends a request that is answered with a resource, and prints it.</summary>
    internal async Task<int> ShowAsync(ControlRequest request, CancellationToken cancel)
    {
        if (isDry)
            return Print(request);
        using var client = new ControlClient(settings);
        ControlAnswer answer = await client.SendAsync(request, cancel).ConfigureAwait(false);
        if (answer.Body is not { } resource)
            return Fail(answer.Problem, answer.Exit);
        if (format == "json")
            output.WriteLine(JsonText.Indented(resource));
        else if (format == "flag")
            output.WriteLine(form.Flags(resource));
        else
            TextLines.Write(output, resource);
        return ExitCodes.Fine;
    }

    /// <summary>Sends a request that is answered with nothing, and prints <paramref name="done"/>.</summary>
    internal async Task<int> DoAsync(ControlRequest request, string done, CancellationToken cancel)
    {
        if (isDry)
            return Print(request);
        using var client = new ControlClient(settings);
        ControlAnswer answer = await client.SendAsync(request, cancel).ConfigureAwait(false);
        if (answer.Body is not { } body)
            return Fail(answer.Problem, answer.Exit);
        output.WriteLine(format == "json" ? JsonText.Indented(body) : done);
        return ExitCodes.Fine;
    }

    /// <summary>Reads all pages of a list and prints them as one.</summary>
    internal async Task<int> ListAsync(Func<string?, ControlRequest> page, CancellationToken cancel)
    {
        if (isDry)
            return Print(page(null));
        using var client = new ControlClient(settings);
        ControlAnswer answer = await ResourceListing.ReadAsync(client, form.Collection, page, cancel).ConfigureAwait(false);
        if (answer.Body is not { } list)
            return Fail(answer.Problem, answer.Exit);
        JsonObject[] resources = [.. (list[form.Collection] as JsonArray ?? []).OfType<JsonObject>()];
        if (format == "json")
            output.WriteLine(JsonText.Indented(list));
        else if (format == "flag")
            Array.ForEach(resources, resource => output.WriteLine(form.Flags(resource)));
        else
            TextTable.Write(output, form.Columns, [.. resources.Select(form.Row)]);
        return ExitCodes.Fine;
    }

    /// <summary>Says what is wrong.</summary>
    internal int Fail(string problem, int exit = ExitCodes.Unusable)
    {
        error.WriteLine($"Error: {problem}");
        return exit;
    }

    private int Print(ControlRequest request)
    {
        output.WriteLine($"{request.Method} {request.At(settings).AbsoluteUri}");
        if (request.Body is { } body)
            output.WriteLine(JsonText.Indented(body));
        return ExitCodes.Fine;
    }
}
