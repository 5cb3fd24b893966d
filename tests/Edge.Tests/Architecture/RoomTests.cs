using Edge.Tests.Shared;

namespace Edge.Tests.Architecture;

public class RoomTests
{
    private const string Small = """
        <!-- rooms -->
        ```text
        Edge
        Edge/Top
        Edge/Left, Edge/Right only Edge/Bottom
        Edge/Pair with Edge/Twin
        Edge/Middle
        Edge/Bottom only nothing
        Other/Room
        ```
        <!-- /rooms -->
        """;

    private static readonly RoomTable Table = RoomTable.Parse(Repository.Read("ARCHITECTURE.md"));

    [Fact]
    public void No_room_uses_a_room_that_is_not_below_it() =>
        Repository.Files("src", ".cs").SelectMany(path => RoomUses.Forbidden(Table, path, Repository.Read(path))).ShouldBeEmpty();

    [Fact]
    public void Every_source_file_lies_in_a_room_of_the_table()
    {
        IReadOnlyList<string> files = Repository.Files("src", ".cs");
        files.ShouldNotBeEmpty();
        foreach (string path in files)
            Should.NotThrow(() => RoomUses.RoomOfFile(Table, path));
    }

    [Fact]
    public void The_namespace_of_a_file_is_its_folder()
    {
        foreach (string path in Repository.Files("src", ".cs"))
        {
            string folder = path["src/".Length..path.LastIndexOf('/')].Replace('/', '.');
            if (!path.EndsWith("/AssemblyInfo.cs", StringComparison.Ordinal))
                Repository.Read(path).ShouldContain($"namespace {folder};", customMessage: path);
        }
    }

    [Theory]
    [InlineData("Edge", "Edge/Bottom", true)]
    [InlineData("Edge/Top", "Edge/Left", true)]
    [InlineData("Edge/Top", "Other/Room", true)]
    [InlineData("Edge/Left", "Edge/Top", false)]
    [InlineData("Edge/Left", "Edge/Right", false)]
    [InlineData("Edge/Left", "Edge/Middle", true)]
    [InlineData("Edge/Right", "Edge/Bottom", true)]
    [InlineData("Edge/Right", "Edge/Middle", false)]
    [InlineData("Edge/Pair", "Edge/Twin", true)]
    [InlineData("Edge/Twin", "Edge/Pair", true)]
    [InlineData("Edge/Bottom", "Edge/Bottom", true)]
    [InlineData("Edge/Bottom", "Other/Room", false)]
    [InlineData("Other/Room", "Edge/Bottom", false)]
    public void The_table_says_who_may_use_whom(string room, string other, bool allowed) =>
        RoomTable.Parse(Small).MayUse(room, other).ShouldBe(allowed);

    [Theory]
    [InlineData("using Edge.Left;", true)]
    [InlineData("using Edge.Left.Inner;", true)]
    [InlineData("using static Edge.Left.Thing;", true)]
    [InlineData("using Alias = Edge.Left.Thing;", true)]
    [InlineData("using Edge.Bottom;", false)]
    [InlineData("using System.Left;", false)]
    [InlineData("class A { Edge.Left.Thing x; }", true)]
    [InlineData("class A { Left.Thing x; }", true)]
    [InlineData("class A { global::Edge.Left.Thing x; }", true)]
    [InlineData("class A { int X => this.Left.Count; }", false)]
    [InlineData("class A { int X => Leftover.Count; }", false)]
    [InlineData("class A { string X => \"Left.Thing\"; } // Left.Thing", false)]
    [InlineData("/* Left.Thing */ class A { char X => '\"'; Bottom.Thing y; }", false)]
    public void A_use_of_a_room_above_is_found_however_it_is_written(string source, bool found) =>
        RoomUses.Forbidden(RoomTable.Parse(Small), "src/Edge/Middle/A.cs", "namespace Edge.Middle;\n" + source).Any().ShouldBe(found);

    [Fact]
    public void A_file_outside_every_room_is_an_error() =>
        Should.Throw<FormatException>(() => RoomUses.RoomOfFile(RoomTable.Parse(Small), "src/Edge/Unknown/A.cs"));
}
