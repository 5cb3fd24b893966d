using Xunit.Abstractions;
using Xunit.Sdk;

namespace Edge.Tests.Wire;

/// <summary>A fact that must hold on every driver: one test each, with the driver in its name.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Edge.Tests.Wire.DriverFactDiscoverer", "Edge.Tests")]
internal sealed class DriverFactAttribute : FactAttribute;

/// <summary>Finds the tests of a <see cref="DriverFactAttribute"/>.</summary>
internal sealed class DriverFactDiscoverer(IMessageSink messages) : IXunitTestCaseDiscoverer
{
    public IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions options, ITestMethod method, IAttributeInfo fact) =>
        WireDriver.All.Select(driver => new DriverTestCase(
            driver, messages, options.MethodDisplayOrDefault(), options.MethodDisplayOptionsOrDefault(), method));
}
