using System.Threading.Channels;
using ConfigSync.Resources;
using ConfigSync.Stores;

namespace ConfigSync.Tests.Stores;

/// <summary>Own writes and looks at a folder meet in any order.</summary>
public sealed class FolderNewsTests : IDisposable
{
    private static readonly ResourceKey Chat = new(ResourceKind.Router, "default", "chat");

    private readonly ConfigFolder _folder = new();
    private readonly Channel<StoreEvent> _events = Channel.CreateUnbounded<StoreEvent>();
    private readonly FolderNews _news;

    public FolderNewsTests()
    {
        _news = new FolderNews(_events.Writer);
        _news.Put(new StoreEntry(Chat, "one"u8.ToArray(), 5, DateTimeOffset.UnixEpoch), new FileStamp(1, 1, 3, DateTime.UnixEpoch));
        _events.Reader.TryRead(out _).ShouldBeTrue();
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_look_that_sees_a_deletion_first_tells_its_revision()
    {
        _news.Leaving(Chat, 9);
        _news.Missing(Chat, _folder.In("router.default.chat.json"));
        _news.Delete(Chat, 9);
        Told().ShouldBe([new StoreDelete(Chat, 9)]);
    }

    [Fact]
    public void A_file_that_goes_behind_a_deletion_that_failed_has_the_revision_told_last()
    {
        _news.Leaving(Chat, 9);
        _news.Leaving(Chat, 0);
        _news.Missing(Chat, _folder.In("router.default.chat.json"));
        Told().ShouldBe([new StoreDelete(Chat, 5)]);
    }

    [Fact]
    public void A_folder_that_was_emptied_before_the_first_look_is_no_other_folder()
    {
        var watch = new FolderWatch(new StoreFolder(_folder.Folder), _news, TimeProvider.System);
        for (int look = 0; look < 3; look++)
            watch.Look();
        watch.Status.State.ShouldBe(StoreState.Live);
        Told().OfType<StoreDelete>().ShouldBe([new StoreDelete(Chat, 5)]);
    }

    private StoreEvent[] Told()
    {
        var told = new List<StoreEvent>();
        while (_events.Reader.TryRead(out StoreEvent? one))
            told.Add(one);
        return [.. told];
    }
}
