using System.CommandLine;
using Edge.Hosting;

namespace Edge.Cli.Client;

/// <summary>Makes verbs that work on resources of one kind.</summary>
/// <param name="form">How the resources look.</param>
/// <param name="variable">Reads an environment variable.</param>
internal sealed class VerbMaker(ResourceForm form, Func<string, string?> variable)
{
    private readonly ClientOptions _options = new();

    /// <summary>The command that holds the verbs.</summary>
    internal Command Group(string description, params ReadOnlySpan<Command> verbs)
    {
        Command group = WithOptions(new Command(form.Noun, description));
        foreach (Command verb in verbs)
            group.Subcommands.Add(verb);
        return group;
    }

    /// <summary>Gives a command the options that all have.</summary>
    internal Command WithOptions(Command command)
    {
        _options.AddTo(command);
        return command;
    }

    /// <summary>A verb on the collection.</summary>
    internal Command OnAll(string name, string description, Func<ParseResult, Session, CancellationToken, Task<int>> work)
    {
        var verb = new Command(name, description);
        verb.SetAction(async (parse, cancel) =>
            Open(parse) is { } session ? await work(parse, session, cancel).ConfigureAwait(false) : ExitCodes.Unusable);
        return verb;
    }

    /// <summary>A verb on one resource, which the command line names.</summary>
    internal Command OnOne(string name, string description, Func<ParseResult, Session, ResourceName, CancellationToken, Task<int>> work)
    {
        var id = new Argument<string>("id") { Description = $"Its id, or its full name: accounts/ACCOUNT/{form.Collection}/ID." };
        Command verb = OnAll(name, description, (parse, session, cancel) =>
        {
            string text = parse.GetRequiredValue(id);
            return session.NameOf(text) is { } resource
                ? work(parse, session, resource, cancel)
                : Task.FromResult(session.Fail($"'{Printable.Of(text)}' names no {form.Noun}. Write an id such as chat, or a full name: accounts/ACCOUNT/{form.Collection}/ID."));
        });
        verb.Arguments.Add(id);
        return verb;
    }

    private Session? Open(ParseResult parse)
    {
        TextWriter output = parse.InvocationConfiguration.Output, error = parse.InvocationConfiguration.Error;
        return ClientSettings.Resolve(parse, _options, variable, error) is { } settings
            ? new Session(settings, form, parse.GetValue(_options.Output)!, parse.GetValue(_options.DryRun), output, error)
            : null;
    }
}
