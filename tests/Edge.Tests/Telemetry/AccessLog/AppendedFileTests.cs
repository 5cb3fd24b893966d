using Edge.Telemetry.AccessLog;

namespace Edge.Tests.Telemetry.AccessLog;

public sealed class AppendedFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edge-log-").FullName;

    private string LogFile => Path.Combine(_folder, "access.log");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_head_stands_first_in_each_new_file_and_once()
    {
        using (var file = new AppendedFile(LogFile, "#head\n"u8.ToArray()))
        {
            file.Write("1\n"u8);
            File.Move(LogFile, LogFile + ".1");
            file.Write("2\n"u8);
        }
        using (var again = new AppendedFile(LogFile, "#head\n"u8.ToArray()))
            again.Write("3\n"u8);
        File.ReadAllText(LogFile + ".1").ShouldBe("#head\n1\n");
        File.ReadAllText(LogFile).ShouldBe("#head\n2\n3\n");
    }
}
