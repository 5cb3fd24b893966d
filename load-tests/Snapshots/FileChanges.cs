using System.Text;

namespace Edge.LoadTests.Snapshots;

/// <summary>Writes the whole file again for each change, and renames it into its place.</summary>
internal sealed class FileChanges : IChanges
{
    private readonly Plan _plan;
    private readonly byte[] _text;
    private readonly int _place;
    private int _changes;

    /// <summary>Makes up the configuration once; only two characters of it change.</summary>
    internal FileChanges(Plan plan)
    {
        _plan = plan;
        var text = new StringBuilder();
        text.Append($$"""
            {"listen":{"data":"127.0.0.1:{{plan.Port}}","control":"127.0.0.1:{{plan.Control}}"},
            "deployments":[{"id":"m1","servedModel":"m1","endpoints":[{"url":"http://127.0.0.1:{{plan.Backend}}"}]},
            {"id":"m2","servedModel":"m2","endpoints":[{"url":"http://127.0.0.1:{{plan.Backend + 1}}"}]}],
            "routers":[{"id":"{{Plan.Changing}}","deployments":["
            """);
        _place = text.Length;
        text.Append("m1\"]}");
        for (int i = 0; i < plan.Routers; i++)
            text.Append($$""",{{'\n'}}{"id":"r{{i}}","deployments":["{{Plan.Model(i)}}"]}""");
        _text = Encoding.ASCII.GetBytes(text.Append("]}\n").ToString());
    }

    /// <summary>Writes what the configuration is now.</summary>
    internal void Write()
    {
        string next = _plan.File + ".next";
        File.WriteAllBytes(next, _text);
        File.Move(next, _plan.File, overwrite: true);
    }

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Plan.Period, TimeProvider.System);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                Encoding.ASCII.GetBytes(Plan.Model(++_changes), _text.AsSpan(_place));
                Write();
            }
        }
        catch (OperationCanceledException)
        {
            // The way it ends.
        }
    }
}
