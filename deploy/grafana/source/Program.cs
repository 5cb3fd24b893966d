namespace Edge.Dashboards;

/// <summary>
/// Writes the dashboards of <c>deploy/grafana/dashboards</c> anew. Called as <c>dotnet run --project deploy/grafana/source -- deploy/grafana/dashboards</c>. Exit
/// codes: 0 written, 2 the command line is wrong.
/// </summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        if (arguments.Length != 1)
        {
            Console.Error.WriteLine("Name the folder to write to: dotnet run --project deploy/grafana/source -- deploy/grafana/dashboards");
            return 2;
        }
        string folder = Directory.CreateDirectory(arguments[0]).FullName;
        foreach (Dashboard dashboard in Boards.All)
            File.WriteAllText(Path.Combine(folder, $"{dashboard.Id}.json"), DashboardJson.Of(dashboard));
        return 0;
    }
}
