using Edge.Mock.Answers;

namespace Edge.Mock.Faults;

/// <summary>A fault and how often it happens.</summary>
/// <param name="Fault">The fault.</param>
/// <param name="Probability">From 0 to 1.</param>
internal sealed record MockFaultRule(MockFault Fault, double Probability)
{
    /// <summary>Throws the dice for each rule in turn; the first that comes up is played.</summary>
    internal static MockFault Pick(IReadOnlyList<MockFaultRule> rules, ref SplitMix dice)
    {
        foreach (MockFaultRule rule in rules)
        {
            if (dice.NextUnit() < rule.Probability)
                return rule.Fault;
        }
        return MockFault.None;
    }
}
