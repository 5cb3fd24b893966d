using Xunit.Abstractions;
using Xunit.Sdk;

namespace Edge.Tests.Wire;

/// <summary>A theory whose every row must hold on every driver: one test each, with the driver in its name.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Edge.Tests.Wire.DriverTheoryDiscoverer", "Edge.Tests")]
internal sealed class DriverTheoryAttribute : TheoryAttribute;

/// <summary>Finds the tests of a <see cref="DriverTheoryAttribute"/>; its data must be such that it can be named in advance.</summary>
internal sealed class DriverTheoryDiscoverer(IMessageSink messages) : TheoryDiscoverer(messages)
{
    protected override IEnumerable<IXunitTestCase> CreateTestCasesForDataRow(
        ITestFrameworkDiscoveryOptions options, ITestMethod method, IAttributeInfo theory, object[] row) =>
        WireDriver.All.Select(driver => new DriverTestCase(
            driver, DiagnosticMessageSink, options.MethodDisplayOrDefault(), options.MethodDisplayOptionsOrDefault(), method, row));

    protected override IEnumerable<IXunitTestCase> CreateTestCasesForTheory(
        ITestFrameworkDiscoveryOptions options, ITestMethod method, IAttributeInfo theory) =>
        throw new NotSupportedException($"{method.Method.Name}: a row that cannot be written down cannot be run on each driver");
}
