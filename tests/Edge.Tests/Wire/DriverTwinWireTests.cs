using ConfigSync.Resources;

namespace Edge.Tests.Wire;

/// <summary>All drivers do the same as Kestrel's HTTP, with requests and answers as they should be and as they should not.</summary>
public sealed class DriverTwinWireTests
{
    // An answer that breaks off takes Kestrel a moment each, and so does a caller that is left waiting: several lanes wait at once.
    private const int Lanes = 8;

    // It says that it closes: a request on a connection that is about to close may be repeated or not.
    private const string LastAnswer = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok";

    // Long enough for an answer on a machine that is not busy; what differs is looked at again, with patience.
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Mutated_requests_mean_the_same_to_every_driver()
    {
        const int Seed = 17, Inputs = 100;
        int made = 0;
        await RunLanesAsync(Seed, Inputs, random =>
        {
            var requests = new TwinRequests(random);
            var mutations = new TwinMutations(random, []);
            return _ =>
            {
                string[] pieces = mutations.Cut(requests.Next(out int count));
                Interlocked.Add(ref made, count);
                return pieces;
            };
        });
        made.ShouldBeGreaterThan(2000);
    }

    [Fact]
    public async Task Mutated_answers_mean_the_same_to_every_driver()
    {
        const int Seed = 23, Inputs = 50;
        string[] requests = [WireEdge.Post(), TwinRequests.End];
        await RunLanesAsync(Seed, Inputs, random =>
        {
            var answers = new TwinAnswers(random);
            return edges =>
            {
                string[] pieces = answers.Next();
                foreach (TwinEdge edge in edges)
                {
                    edge.WaitsForReplica = true;
                    edge.Replica.Answer = asked => (IsLast(asked) ? [LastAnswer] : pieces, true);
                }
                return requests;
            };
        });
    }

    private static bool IsLast(TwinMessage request) => request.Fields.Contains("x-request-id: end\n", StringComparison.Ordinal);

    /// <summary>
    /// Has each lane ask <paramref name="inputs"/> times; what <paramref name="make"/> makes for it prepares the replicas and returns what is sent.
    /// </summary>
    private static Task RunLanesAsync(int seed, int inputs, Func<Random, Func<TwinEdge[], string[]>> make) =>
        Task.WhenAll(Enumerable.Range(seed * 100, Lanes).Select(lane => RunLaneAsync(lane, inputs, make(new Random(lane)))));

    private static async Task RunLaneAsync(int seed, int inputs, Func<TwinEdge[], string[]> next)
    {
        ListenDriver[] drivers = [ListenDriver.KestrelHttp, .. WireDriver.All.Where(driver => driver != ListenDriver.KestrelHttp)];
        TwinEdge[] edges = await Task.WhenAll(drivers.Select(TwinEdge.StartAsync));
        try
        {
            for (int i = 0; i < inputs; i++)
            {
                string[] pieces = next(edges);
                if (await DifferenceAsync(edges, pieces, Quiet) is null)
                    continue;
                foreach (TwinEdge edge in edges)
                    await edge.Replica.SettleAsync();
                if (await DifferenceAsync(edges, pieces, Patience) is { } difference)
                    Assert.Fail($"seed {seed}, input {i}\n{difference}\nsent:\n{string.Join('|', pieces)}\nanswered:\n{edges[0].Replica.LastAnswer}");
            }
        }
        finally
        {
            foreach (TwinEdge edge in edges)
                await edge.DisposeAsync();
        }
    }

    private static async Task<string?> DifferenceAsync(TwinEdge[] edges, string[] pieces, TimeSpan quiet)
    {
        TwinOutcome[] outcomes = await Task.WhenAll(edges.Select(edge => edge.AskAsync(pieces, quiet)));
        for (int i = 1; i < edges.Length; i++)
        {
            if (TwinDifferences.Find(string.Concat(pieces), outcomes[0], outcomes[i]) is { } difference)
                return $"{difference} on {edges[i].Driver}:\n{outcomes[i]}\non {edges[0].Driver}:\n{outcomes[0]}";
        }
        return null;
    }
}
