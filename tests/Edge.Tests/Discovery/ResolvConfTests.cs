using Edge.Discovery;
using Edge.Tests.Upstream;

namespace Edge.Tests.Discovery;

public sealed class ResolvConfTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edge-resolv-conf-");
    private readonly ManualTime _time = new();
    private DateTime _written = new(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private string FilePath => Path.Combine(_folder.FullName, "resolv.conf");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_file_is_read_at_the_first_question()
    {
        Write("192.0.2.1");

        ServerOf(new ResolvConf(FilePath, _time)).ShouldBe("192.0.2.1:53");
    }

    [Fact]
    public void A_change_is_seen_after_five_seconds()
    {
        Write("192.0.2.1");
        var conf = new ResolvConf(FilePath, _time);
        ServerOf(conf);
        Write("192.0.2.2");

        _time.Advance(TimeSpan.FromSeconds(4.99));
        ServerOf(conf).ShouldBe("192.0.2.1:53");
        _time.Advance(TimeSpan.FromSeconds(0.01));
        ServerOf(conf).ShouldBe("192.0.2.2:53");
    }

    [Fact]
    public void A_file_that_was_not_written_is_not_read_again()
    {
        Write("192.0.2.1");
        var conf = new ResolvConf(FilePath, _time);
        ResolverSettings first = conf.Current();

        _time.Advance(TimeSpan.FromSeconds(5));

        conf.Current().ShouldBeSameAs(first);
    }

    [Fact]
    public void A_longer_file_of_the_same_time_is_read()
    {
        Write("");
        var conf = new ResolvConf(FilePath, _time);
        ServerOf(conf).ShouldBe("127.0.0.1:53");
        File.WriteAllText(FilePath, "nameserver 192.0.2.11");
        File.SetLastWriteTimeUtc(FilePath, _written);

        _time.Advance(TimeSpan.FromSeconds(5));

        ServerOf(conf).ShouldBe("192.0.2.11:53");
    }

    [Fact]
    public void A_file_that_goes_away_leaves_what_it_said_and_one_that_comes_is_read()
    {
        var conf = new ResolvConf(FilePath, _time);
        ServerOf(conf).ShouldBe("127.0.0.1:53");
        Write("192.0.2.1");
        _time.Advance(TimeSpan.FromSeconds(5));
        ServerOf(conf).ShouldBe("192.0.2.1:53");

        File.Delete(FilePath);
        _time.Advance(TimeSpan.FromSeconds(5));

        ServerOf(conf).ShouldBe("192.0.2.1:53");
    }

    [Fact]
    public void Behind_a_link_the_file_itself_is_looked_at()
    {
        Write("192.0.2.1");
        string link = Path.Combine(_folder.FullName, "link");
        File.CreateSymbolicLink(link, FilePath);
        var conf = new ResolvConf(link, _time);
        ServerOf(conf).ShouldBe("192.0.2.1:53");
        Write("192.0.2.2");

        _time.Advance(TimeSpan.FromSeconds(5));

        ServerOf(conf).ShouldBe("192.0.2.2:53");
    }

    private void Write(string server)
    {
        File.WriteAllText(FilePath, $"nameserver {server}");
        _written += TimeSpan.FromSeconds(1);
        File.SetLastWriteTimeUtc(FilePath, _written);
    }

    private static string ServerOf(ResolvConf conf) => conf.Current().Servers.ShouldHaveSingleItem().ToString();
}
