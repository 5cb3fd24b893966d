using ConfigSync.Resources;
using ConfigSync.Stores;
using static ConfigSync.Tests.Stores.ConfigFolder;

namespace ConfigSync.Tests.Stores;

public class ConfigFileTests
{
    [Fact]
    public void Reading_gives_the_configuration_and_relative_paths_start_at_the_file()
    {
        using var folder = new ConfigFolder();
        File.WriteAllText(folder.In("ca.pem"), "");
        File.WriteAllText(folder.Path, """{ "deployments": [ { "id": "a", "endpoints": [ { "url": "http://h" } ], "ca": "ca.pem" } ] }""");
        folder.File().Read().Config!.Deployments[0].CaPath.ShouldBe(folder.In("ca.pem"));
    }

    [Fact]
    public void A_missing_file_and_a_folder_are_errors()
    {
        using var folder = new ConfigFolder();
        ConfigReading missing = folder.File().Read();
        missing.Config.ShouldBeNull();
        missing.IsUnreadable.ShouldBeTrue();
        missing.Errors.ShouldHaveSingleItem().Problem.ShouldContain("does not exist");
        Directory.CreateDirectory(folder.Path);
        folder.File().Read().Errors.ShouldHaveSingleItem().Problem.ShouldContain("it is a folder");
    }

    [Fact]
    public void A_file_above_the_bound_is_an_error()
    {
        using var folder = new ConfigFolder();
        using (FileStream file = File.Create(folder.Path))
            file.SetLength(ConfigDocument.MaxBytes + 100L);
        ConfigReading reading = folder.File().Read();
        reading.IsUnreadable.ShouldBeFalse();
        reading.Errors.ShouldHaveSingleItem().Problem.ShouldContain("larger than");
    }

    [Fact]
    public void What_was_read_is_not_reported_again_and_a_change_is_reported_once()
    {
        using var folder = new ConfigFolder();
        File.WriteAllText(folder.Path, Document("one"));
        ConfigFile file = folder.File();
        file.Read().Config!.Anonymous.ShouldBe("one");
        Looks(file, 50).ShouldBeEmpty();
        File.WriteAllText(folder.Path, Document("three"));
        Looks(file, 50).ShouldHaveSingleItem().Config!.Anonymous.ShouldBe("three");
    }

    [Fact]
    public void A_change_is_taken_at_the_second_look_that_sees_it()
    {
        using var folder = new ConfigFolder();
        File.WriteAllText(folder.Path, Document("one"));
        ConfigFile file = folder.File();
        file.Read();
        Looks(file, 2);
        File.WriteAllText(folder.Path, Document("three"));
        file.Look().ShouldBeNull();
        file.Look().ShouldNotBeNull().Config!.Anonymous.ShouldBe("three");
    }

    [Fact]
    public void A_file_that_still_grows_is_left_alone()
    {
        using var folder = new ConfigFolder();
        ConfigFile file = folder.File();
        for (int i = 0; i < 30; i++)
        {
            File.AppendAllText(folder.Path, " ");
            file.Look().ShouldBeNull();
        }
        File.AppendAllText(folder.Path, Document("one"));
        Looks(file, 2).ShouldHaveSingleItem().Config!.Anonymous.ShouldBe("one");
    }

    [Fact]
    public void A_touch_reports_nothing()
    {
        using var folder = new ConfigFolder();
        File.WriteAllText(folder.Path, Document("one"));
        ConfigFile file = folder.File();
        file.Read();
        Looks(file, 2);
        File.SetLastWriteTimeUtc(folder.Path, new DateTime(2031, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Looks(file, 50).ShouldBeEmpty();
    }

    [Fact]
    public void A_change_under_the_same_length_and_time_is_found_by_its_content()
    {
        using var folder = new ConfigFolder();
        File.WriteAllText(folder.Path, Document("one"));
        DateTime time = File.GetLastWriteTimeUtc(folder.Path);
        ConfigFile file = folder.File();
        file.Read();
        Looks(file, 2);
        File.WriteAllText(folder.Path, Document("two"));
        File.SetLastWriteTimeUtc(folder.Path, time);
        Looks(file, 20).ShouldHaveSingleItem().Config!.Anonymous.ShouldBe("two");
    }

    [Fact]
    public void Another_file_of_the_same_length_and_time_behind_a_link_is_found_at_once()
    {
        // Elsewhere the content tells, a second later.
        if (!OperatingSystem.IsLinux())
            return;
        using var folder = new ConfigFolder();
        folder.MakeVersion("1", "one");
        folder.MakeVersion("2", "two");
        File.CreateSymbolicLink(folder.Path, "1/edge.json");
        ConfigFile file = folder.File();
        file.Read();
        Looks(file, 2);
        File.Delete(folder.Path);
        File.CreateSymbolicLink(folder.Path, "2/edge.json");
        Looks(file, 2).ShouldHaveSingleItem().Config!.Anonymous.ShouldBe("two");
    }

    [Fact]
    public void A_missing_file_is_reported_once_and_so_is_its_return()
    {
        using var folder = new ConfigFolder();
        File.WriteAllText(folder.Path, Document("one"));
        ConfigFile file = folder.File();
        file.Read();
        Looks(file, 2);
        File.Delete(folder.Path);
        Looks(file, 50).ShouldHaveSingleItem().IsUnreadable.ShouldBeTrue();
        File.WriteAllText(folder.Path, Document("one"));
        Looks(file, 50).ShouldHaveSingleItem().Config!.Anonymous.ShouldBe("one");
    }

    [Fact]
    public void A_file_made_whole_by_another_file_is_reported()
    {
        using var folder = new ConfigFolder();
        File.WriteAllText(folder.Path, """{ "deployments": [ { "id": "a", "endpoints": [ { "url": "http://h" } ], "ca": "ca.pem" } ] }""");
        ConfigFile file = folder.File();
        file.Read().Config.ShouldBeNull();
        Looks(file, 50).ShouldBeEmpty();
        File.WriteAllText(folder.In("ca.pem"), "");
        Looks(file, 50).ShouldHaveSingleItem().Config.ShouldNotBeNull();
    }

    private static List<ConfigReading> Looks(ConfigFile file, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => file.Look()).OfType<ConfigReading>()];
}
