using System.Text.Json;
using Edge.Control.OpenApi;
using Edge.Faults;

namespace Edge.Control.Console;

/// <summary>Writes what is said of the process as a whole: its state, what it routes by, its store, its requests.</summary>
internal static class SummaryWriter
{
    private const int MostReason = 300;

    /// <summary>Writes the fields of an update.</summary>
    internal static void Write(Utf8JsonWriter json, ConsoleScope scope, ConsoleIndex index, Sample sample)
    {
        LiveFigures figures = sample.Now.Figures;
        WriteEdge(json, scope, index, figures);
        WriteSnapshot(json, scope, index, figures);
        if (figures.Store is { } store)
            WriteStore(json, store, figures);
        WriteRequests(json, sample);
        json.WriteStartObject("process"u8);
        if (figures.Callers is { } callers)
            json.WriteNumber("callers"u8, callers);
        json.WriteNumber("buffered"u8, figures.Buffered);
        json.WriteNumber("repeats"u8, figures.Repeats);
        json.WriteNumber("ejections"u8, figures.Ejections);
        json.WriteEndObject();
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
        json.WriteNumber("idle"u8, figures.Idle);
        json.WriteNumber("applied"u8, figures.Applied);
        json.WriteNumber("rejected"u8, figures.Rejected);
        json.WriteEndObject();
    }

    private static void WriteStore(Utf8JsonWriter json, StoreFigures store, LiveFigures figures)
    {
        json.WriteStartObject("store"u8);
        json.WriteString("kind"u8, store.Kind);
        json.WriteString("state"u8, store.State);
        json.Text("reason", store.Reason, MostReason);
        json.WriteNumber("refused"u8, figures.Refused);
        if (store.Peers is { } peers)
            json.WriteNumber("peers"u8, peers);
        json.WriteEndObject();
    }

    private static void WriteRequests(Utf8JsonWriter json, Sample sample)
    {
        LiveFigures figures = sample.Now.Figures;
        Flow whole = sample.Whole;
        json.WriteStartObject("requests"u8);
        json.WriteNumber("active"u8, figures.Active);
        json.WriteNumber("answered"u8, figures.Statuses.Sum);
        json.Figure("rate", sample.Rate, 3);
        json.Figure("rateNow", sample.RateNow, 3);
        json.Figure("p50", whole.Median, 5);
        json.Figure("p99", whole.Slow, 5);
        json.WriteNumber("seconds"u8, Math.Round(sample.Seconds));
        json.WriteStartObject("statuses"u8);
        json.WriteNumber("2xx"u8, figures.Statuses.Success);
        json.WriteNumber("3xx"u8, figures.Statuses.Redirect);
        json.WriteNumber("4xx"u8, figures.Statuses.Refused);
        json.WriteNumber("5xx"u8, figures.Statuses.Failed);
        json.WriteEndObject();
        json.Sides("failed", figures.Failed);
        json.WriteStartObject("failedRates"u8);
        json.Figure("caller", sample.FailedRate(FaultSide.Caller), 3);
        json.Figure("policy", sample.FailedRate(FaultSide.Policy), 3);
        json.Figure("upstream", sample.FailedRate(FaultSide.Upstream), 3);
        json.Figure("edge", sample.FailedRate(FaultSide.Edge), 3);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
