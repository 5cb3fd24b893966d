using System.Net;
using System.Net.Sockets;

namespace Edge.Upstream;

/// <summary>
/// Addresses by name, asked again after <see cref="Lifetime"/> at the latest, because names are how replicas move. Everyone
/// who wants a name while it is being resolved shares one question. Safe from any thread.
/// </summary>
/// <param name="resolve">Asks the system; throws <see cref="SocketException"/> when there is no answer, <see cref="ArgumentException"/> when it is no name.</param>
/// <param name="time">The clock that answers age by.</param>
internal sealed class NameCache(Func<string, Task<IPAddress[]>> resolve, TimeProvider time)
{
    /// <summary>How long an answer is used: short against the minutes that connections live, long against a burst of connects.</summary>
    internal static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    /// <summary>Names kept before those that have aged are thrown out; far more than a configuration has.</summary>
    private const int SweepAbove = 1024;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Answer> _answers = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Names held.</summary>
    internal int Count
    {
        get
        {
            lock (_lock)
                return _answers.Count;
        }
    }

    /// <summary>
    /// The addresses of <paramref name="name"/>, each call starting at the next one so that connects spread over them; empty when
    /// it has none. A failure is not kept. Throws <see cref="OperationCanceledException"/> by <paramref name="ct"/> alone.
    /// </summary>
    internal async ValueTask<IPAddress[]> ResolveAsync(string name, CancellationToken ct)
    {
        Answer answer = AnswerFor(name);
        try
        {
            IPAddress[] addresses = await answer.Addresses.WaitAsync(ct).ConfigureAwait(false);
            if (addresses.Length > 0)
                return Rotate(addresses, answer.NextStart());
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            // No such name, nobody to ask, or not a name at all: the same to whoever wants to connect.
        }
        Forget(name, answer);
        return [];
    }

    private Answer AnswerFor(string name)
    {
        lock (_lock)
        {
            if (_answers.TryGetValue(name, out Answer? known) && IsFresh(known))
                return known;
            if (_answers.Count >= SweepAbove)
                DropAged();
            return _answers[name] = new Answer(Task.Run(() => resolve(name)), time.GetTimestamp());
        }
    }

    private void Forget(string name, Answer answer)
    {
        lock (_lock)
        {
            if (_answers.TryGetValue(name, out Answer? known) && known == answer)
                _answers.Remove(name);
        }
    }

    private void DropAged()
    {
        foreach ((string name, Answer answer) in _answers)
        {
            if (!IsFresh(answer))
                _answers.Remove(name);
        }
    }

    private bool IsFresh(Answer answer) => !answer.Addresses.IsFaulted && time.GetElapsedTime(answer.Asked) < Lifetime;

    private static IPAddress[] Rotate(IPAddress[] addresses, uint start)
    {
        int first = (int)(start % (uint)addresses.Length);
        return [.. addresses.AsSpan(first), .. addresses.AsSpan(0, first)];
    }

    private sealed class Answer(Task<IPAddress[]> addresses, long asked)
    {
        private uint _starts = uint.MaxValue;

        internal Task<IPAddress[]> Addresses { get; } = addresses;

        internal long Asked { get; } = asked;

        internal uint NextStart() => Interlocked.Increment(ref _starts);
    }
}
