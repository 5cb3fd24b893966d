using System.Text.Json;
using Edge.Control.OpenApi;

namespace Edge.Control.Console;

/// <summary>
/// Writes what is said of the process: its state, what it routes by, its store, its requests. Who is of an account gets the requests of its own routers
/// and deployments, and nothing of what others make the process do.
/// </summary>
internal static class SummaryWriter
{
    private const int MostReason = 300;

    /// <summary>Writes the fields of an update.</summary>
    internal static void Write(Utf8JsonWriter json, ConsoleScope scope, ConsoleIndex index, Sample sample)
    {
        LiveFigures figures = sample.Now.Figures;
        bool seesAll = scope.Account is null;
        WriteEdge(json, scope, index, figures);
        WriteSnapshot(json, scope, index, figures);
        if (figures.Store is { } store)
            WriteStore(json, seesAll, store, figures);
        json.WriteStartObject("requests"u8);
        json.WriteNumber("active"u8, seesAll ? figures.Active : index.OutstandingIn(scope));
        WriteRequests(json, sample.Requests(scope), sample.Seconds);
        if (seesAll)
            WriteStatuses(json, figures.Statuses);
        json.WriteEndObject();
        if (seesAll)
            WriteProcess(json, figures);
    }

    private static void WriteEdge(Utf8JsonWriter json, ConsoleScope scope, ConsoleIndex index, LiveFigures figures)
    {
        json.WriteStartObject("edge"u8);
        json.WriteString("version"u8, SelfDescription.Version);
        json.WriteString("host"u8, Environment.MachineName);
        json.WriteString("state"u8, figures.State);
        json.WriteNumber("uptime"u8, Math.Floor(figures.Uptime.TotalSeconds));
        json.WriteString("account"u8, scope.Account ?? index.Snapshot.Anonymous?.Id ?? "default");
        json.WriteBoolean("seesAll"u8, scope.Account is null);
        json.WriteEndObject();
    }

    private static void WriteSnapshot(Utf8JsonWriter json, ConsoleScope scope, ConsoleIndex index, LiveFigures figures)
    {
        json.WriteStartObject("snapshot"u8);
        json.WriteNumber("version"u8, index.Snapshot.Version);
        json.WriteNumber("age"u8, Math.Floor(figures.SnapshotAge.TotalSeconds));
        json.WriteNumber("routers"u8, index.RoutersIn(scope));
        json.WriteNumber("deployments"u8, index.DeploymentsIn(scope));
        json.WriteNumber("idle"u8, scope.Account is null ? figures.Idle : index.IdleIn(scope));
        if (scope.Account is null)
        {
            json.WriteNumber("applied"u8, figures.Applied);
            json.WriteNumber("rejected"u8, figures.Rejected);
        }
        json.WriteEndObject();
    }

    /// <summary>The reason may name servers, and documents are of whoever wrote them.</summary>
    private static void WriteStore(Utf8JsonWriter json, bool seesAll, StoreFigures store, LiveFigures figures)
    {
        json.WriteStartObject("store"u8);
        json.WriteString("kind"u8, store.Kind);
        json.WriteString("state"u8, store.State);
        if (seesAll)
        {
            json.Text("reason", store.Reason, MostReason);
            json.WriteNumber("refused"u8, figures.Refused);
            if (store.Peers is { } peers)
                json.WriteNumber("peers"u8, peers);
        }
        json.WriteEndObject();
    }

    private static void WriteRequests(Utf8JsonWriter json, RequestSummary requests, double seconds)
    {
        json.WriteNumber("answered"u8, requests.Answered);
        json.Figure("rate", requests.Rate, 3);
        json.Figure("rateNow", requests.RateNow, 3);
        json.Figure("p50", requests.Median, 5);
        json.Figure("p99", requests.Slow, 5);
        json.WriteNumber("seconds"u8, Math.Round(seconds));
        json.Sides("failed", requests.Failed);
        json.WriteStartObject("failedRates"u8);
        json.Figure("caller", Rates.Per(requests.FailedLately.Caller, seconds), 3);
        json.Figure("policy", Rates.Per(requests.FailedLately.Policy, seconds), 3);
        json.Figure("upstream", Rates.Per(requests.FailedLately.Upstream, seconds), 3);
        json.Figure("edge", Rates.Per(requests.FailedLately.Edge, seconds), 3);
        json.WriteEndObject();
    }

    private static void WriteStatuses(Utf8JsonWriter json, StatusCounts statuses)
    {
        json.WriteStartObject("statuses"u8);
        json.WriteNumber("2xx"u8, statuses.Success);
        json.WriteNumber("3xx"u8, statuses.Redirect);
        json.WriteNumber("4xx"u8, statuses.Refused);
        json.WriteNumber("5xx"u8, statuses.Failed);
        json.WriteEndObject();
    }

    private static void WriteProcess(Utf8JsonWriter json, LiveFigures figures)
    {
        json.WriteStartObject("process"u8);
        if (figures.Callers is { } callers)
            json.WriteNumber("callers"u8, callers);
        json.WriteNumber("buffered"u8, figures.Buffered);
        json.WriteNumber("repeats"u8, figures.Repeats);
        json.WriteNumber("ejections"u8, figures.Ejections);
        json.WriteEndObject();
    }
}
