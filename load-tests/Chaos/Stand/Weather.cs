using Edge.LoadTests.Chaos.Plans;
using Edge.LoadTests.Chaos.Replicas;
using Edge.LoadTests.Common.Links;

namespace Edge.LoadTests.Chaos.Stand;

/// <summary>What befalls whole replicas: for some seconds one fails at everything, a listener is down, all connections of a link break or go silent. One task.</summary>
internal sealed class Weather(Models models, int seed)
{
    private static readonly ServerFault[] Moods =
        [ServerFault.Status500, ServerFault.Status503, ServerFault.CloseUnanswered, ServerFault.ResetUnanswered, ServerFault.MalformedHead, ServerFault.CloseReused];

    private readonly Random _random = new(seed);

    /// <summary>Changes until <paramref name="stop"/>; then all is well.</summary>
    internal async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            Replica replica = models.Rough[_random.Next(models.Rough.Count)];
            FaultyLink link = models.Links[_random.Next(models.Links.Count)];
            replica.Mood = _random.Next(2) == 0 ? Moods[_random.Next(Moods.Length)] : ServerFault.None;
            bool isDown = Strike(link);
            await WaitAsync(stop);
            replica.Mood = ServerFault.None;
            if (isDown)
                link.Accept();
            await WaitAsync(stop);
        }
    }

    /// <summary>Whether it is down now.</summary>
    private bool Strike(FaultyLink link)
    {
        switch (_random.Next(5))
        {
            case 0:
                link.Refuse();
                return true;
            case 1:
                link.Refuse();
                link.ResetAll();
                return true;
            case 2:
                link.CutAll();
                return false;
            case 3:
                link.ResetAll();
                return false;
            default:
                link.SilenceAll();
                return false;
        }
    }

    private async Task WaitAsync(CancellationToken stop)
    {
        try
        {
            await Task.Delay(TimeSpan.FromMilliseconds(500 + _random.Next(2500)), TimeProvider.System, stop);
        }
        catch (OperationCanceledException)
        {
            // All ends well below.
        }
    }
}
