using Edge.LoadTests.Chaos.Stand;

namespace Edge.LoadTests.Chaos;

/// <summary>What is counted beside outcomes and violations.</summary>
/// <param name="Requests">Requests made.</param>
/// <param name="Seconds">How long the load lasted.</param>
/// <param name="Arrived">Requests that came to a replica.</param>
/// <param name="Repeats">How often one came again.</param>
/// <param name="Ejections">How often a replica was left out.</param>
/// <param name="Memory">How the memory of the edge developed.</param>
/// <param name="Files">Its open files before and behind the load.</param>
/// <param name="Threads">Its threads before and behind the load.</param>
/// <param name="Cpu">CPU time of the edge.</param>
internal sealed record Figures(
    long Requests, double Seconds, long Arrived, long Repeats, long Ejections, Slopes Memory, (int Before, int After) Files, (int Before, int After) Threads, TimeSpan Cpu);
