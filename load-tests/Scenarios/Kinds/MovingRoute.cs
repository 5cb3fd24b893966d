using System.Net.Http.Json;

namespace Edge.LoadTests.Scenarios.Kinds;

/// <summary>
/// A router of its own on an Edge, moved between two deployments by the control API. Once a move was answered, what is asked from then on must be
/// answered by the new deployment; while one is under way both may. Any thread.
/// </summary>
/// <param name="control">The account in the control API.</param>
/// <param name="moves">The deployments.</param>
internal sealed class MovingRoute(string control, IReadOnlyList<(string Name, string? Served)> moves) : IDisposable
{
    /// <summary>What callers ask for.</summary>
    internal const string Name = "load-moving";

    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false });
    private readonly SemaphoreSlim _gate = new(1);
    private volatile Standing _standing = new(null);
    private int _moved;

    /// <summary>How it stands at the moment: compared by reference, it tells whether anything moved in between.</summary>
    internal object Now => _standing;

    /// <summary>Makes it, in the place of what an earlier run may have left.</summary>
    internal async Task CreateAsync()
    {
        using HttpResponseMessage left = await _client.DeleteAsync($"{control}/routers/{Name}");
        using HttpResponseMessage made = await _client.PostAsJsonAsync($"{control}/routers?routerId={Name}", Body());
        made.EnsureSuccessStatusCode();
        _standing = new Standing(moves[0].Served);
    }

    /// <summary>Moves it to the other deployment; the status it was answered with. One move at a time.</summary>
    internal async Task<int> MoveAsync()
    {
        await _gate.WaitAsync();
        try
        {
            _standing = new Standing(null);
            _moved++;
            using HttpResponseMessage answer = await _client.PatchAsJsonAsync($"{control}/routers/{Name}", Body());
            if (answer.IsSuccessStatusCode)
                _standing = new Standing(moves[_moved % 2].Served);
            return (int)answer.StatusCode;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The model that must have answered what was asked at <paramref name="before"/> and has ended now; null where either may.</summary>
    internal string? Served(object before)
    {
        Standing standing = _standing;
        return ReferenceEquals(before, standing) ? standing.Served : null;
    }

    /// <summary>Takes it away again.</summary>
    internal async Task DeleteAsync()
    {
        using HttpResponseMessage gone = await _client.DeleteAsync($"{control}/routers/{Name}");
    }

    public void Dispose()
    {
        _client.Dispose();
        _gate.Dispose();
    }

    private object Body() => new { deployments = new[] { moves[_moved % 2].Name } };

    private sealed class Standing(string? served)
    {
        internal string? Served => served;
    }
}
