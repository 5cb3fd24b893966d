using ConfigSync.Resources;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Edge.Tests.Wire;

/// <summary>One test on one driver.</summary>
internal sealed class DriverTestCase : XunitTestCase
{
    private ListenDriver _driver;

    /// <summary>For the runner, which fills it by <see cref="Deserialize"/>.</summary>
    [Obsolete("Called by the runner alone")]
    public DriverTestCase()
    {
    }

    internal DriverTestCase(
        ListenDriver driver,
        IMessageSink messages,
        TestMethodDisplay display,
        TestMethodDisplayOptions options,
        ITestMethod method,
        object[]? arguments = null)
        : base(messages, display, options, method, arguments) => _driver = driver;

    public override void Serialize(IXunitSerializationInfo data)
    {
        base.Serialize(data);
        data.AddValue(nameof(WireDriver), _driver.ToString());
    }

    public override void Deserialize(IXunitSerializationInfo data)
    {
        _driver = Enum.Parse<ListenDriver>(data.GetValue<string>(nameof(WireDriver)));
        base.Deserialize(data);
    }

    public override async Task<RunSummary> RunAsync(
        IMessageSink diagnosticMessageSink,
        IMessageBus messageBus,
        object[] constructorArguments,
        ExceptionAggregator aggregator,
        CancellationTokenSource cancellationTokenSource)
    {
        WireDriver.Current = _driver;
        return await base.RunAsync(diagnosticMessageSink, messageBus, constructorArguments, aggregator, cancellationTokenSource);
    }

    protected override string GetUniqueID() => $"{base.GetUniqueID()}-{_driver}";

    protected override string GetDisplayName(IAttributeInfo factAttribute, string displayName) =>
        $"{base.GetDisplayName(factAttribute, displayName)} on {_driver}";
}
