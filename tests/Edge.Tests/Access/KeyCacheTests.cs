using System.Security.Cryptography;
using System.Text;
using ConfigSync.Resources;
using ConfigSync.Snapshots;
using Edge.Access;
using Edge.Faults;
using Shared.Memory;

namespace Edge.Tests.Access;

/// <summary>The cache says what a look-up says, at any time.</summary>
public sealed class KeyCacheTests
{
    // Some more than there are slots, so that they push each other out.
    private const int Keys = 700;
    private readonly KeyCache _cache = new();

    [Fact]
    public void Right_and_wrong_keys_are_told_apart_however_often_and_in_whichever_order()
    {
        var random = new Random(7);
        RoutingSnapshot snapshot = Snapshot(i => $"team{i % 3}");
        for (int i = 0; i < 20_000; i++)
        {
            string key = random.Next(8) switch
            {
                0 => "",
                1 => $"key-{random.Next(Keys)}x",
                2 => new string('k', random.Next(250, 1030)),
                _ => $"key-{random.Next(Keys)}",
            };
            ExpectSame(snapshot, key);
        }
    }

    [Fact]
    public void A_key_that_was_right_is_wrong_once_a_snapshot_says_so()
    {
        RoutingSnapshot before = Snapshot(_ => "a"), after = Snapshot(i => i == 1 ? null : "b");
        for (int i = 0; i < 3; i++)
        {
            Identify(before, "key-1").ShouldBe(("a", FaultKind.None));
            Identify(before, "key-2").ShouldBe(("a", FaultKind.None));
            Identify(after, "key-1").ShouldBe((null, FaultKind.InvalidKey));
            Identify(after, "key-2").ShouldBe(("b", FaultKind.None));
        }
    }

    [Fact]
    public void Callers_without_a_key_are_told_as_ever()
    {
        Identify(Snapshot(_ => "a"), "").ShouldBe((null, FaultKind.MissingKey));
        Identify(Snapshot(_ => "a", "guests"), "").ShouldBe(("guests", FaultKind.None));
        Identify(Snapshot(_ => null, "guests"), "key-1").ShouldBe(("guests", FaultKind.None));
    }

    [Fact]
    public void A_key_of_any_length_is_found()
    {
        foreach (int length in (int[])[1, 255, 256, 257, 1024])
        {
            string key = new('k', length);
            RoutingSnapshot snapshot = Compile([(key, "a")], null);
            Identify(snapshot, key).ShouldBe(("a", FaultKind.None));
            Identify(snapshot, key).ShouldBe(("a", FaultKind.None));
            Identify(snapshot, key[1..] + "x").ShouldBe((null, FaultKind.InvalidKey));
        }
    }

    [Fact]
    public void A_key_that_was_right_costs_no_memory()
    {
        RoutingSnapshot snapshot = Snapshot(_ => "a");
        Identify(snapshot, "key-1");
        SteadyState.Allocates(() =>
        {
            for (int i = 0; i < 1000; i++)
            {
                _cache.Identify(snapshot, "key-1"u8, out _);
                _cache.Identify(snapshot, "wrong"u8, out _);
            }
        }).ShouldBe(0);
    }

    private void ExpectSame(RoutingSnapshot snapshot, string key)
    {
        CallerIdentity expected = Caller.Identify(snapshot, key, out Fault fault);
        _cache.Identify(snapshot, Encoding.Latin1.GetBytes(key), out Fault same).ShouldBe(expected, key);
        same.Kind.ShouldBe(fault.Kind, key);
    }

    private (string? Account, FaultKind Fault) Identify(RoutingSnapshot snapshot, string key)
    {
        CallerIdentity caller = _cache.Identify(snapshot, Encoding.Latin1.GetBytes(key), out Fault fault);
        return (caller.Account?.Id, fault.Kind);
    }

    private static RoutingSnapshot Snapshot(Func<int, string?> account, string? anonymous = null) =>
        Compile([.. Enumerable.Range(0, Keys).Where(i => account(i) is not null).Select(i => ($"key-{i}", account(i)!))], anonymous);

    private static RoutingSnapshot Compile((string Key, string Account)[] keys, string? anonymous)
    {
        var config = new EdgeConfig
        {
            Keys = [.. keys.Select(k => new KeyConfig(k.Key, [.. SHA256.HashData(Encoding.UTF8.GetBytes(k.Key))], k.Account))],
            Anonymous = anonymous,
        };
        return new SnapshotCompiler(_ => throw new InvalidOperationException()).Compile(config, DateTimeOffset.UnixEpoch);
    }
}
