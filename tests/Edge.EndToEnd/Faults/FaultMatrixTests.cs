using Edge.LoadTests.Matrix;
using Edge.LoadTests.Matrix.Cells;

namespace Edge.EndToEnd.Faults;

/// <summary>
/// Faults of the links between callers, edge, replicas and NATS, at each moment there is. load-tests/Matrix runs them, all of them before the first test, since most of their
/// time is waiting; each test looks at one.
/// </summary>
/// <param name="matrix">What came of them.</param>
public sealed class FaultMatrixTests(FaultMatrixFixture matrix) : IClassFixture<FaultMatrixFixture>
{
    public static TheoryData<string> Cells => [.. Cell.All.Select(cell => cell.Name)];

    [Theory]
    [MemberData(nameof(Cells))]
    public void A_fault_of_a_link_costs_nobody_else_anything_and_nothing_is_left_of_it(string cell) =>
        matrix.Results[cell].Violations.ShouldBeEmpty(matrix.Results[cell].Seen);

    [Fact]
    public void The_matrix_has_eight_faults_at_twelve_moments() => matrix.Results.Count.ShouldBe(8 * 12);
}

/// <summary>One run of the matrix against the program as the tests have it.</summary>
public sealed class FaultMatrixFixture : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edge-matrix-").FullName;

    /// <summary>What came of each cell, by its name.</summary>
    internal IReadOnlyDictionary<string, CellResult> Results { get; private set; } = new Dictionary<string, CellResult>();

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        IReadOnlyList<CellResult> results = await MatrixRun.ExecuteAsync(Path.Combine(AppContext.BaseDirectory, "edge.dll"), _folder);
        Results = results.ToDictionary(result => result.Cell.Name);
    }

    /// <inheritdoc/>
    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }
}
