using System.Reflection;
using Microsoft.Extensions.Logging;

namespace Edge.Tests.Architecture;

public class LogEventTests
{
    private const BindingFlags Any = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    [Fact]
    public void Every_log_event_has_an_id_of_its_own()
    {
        var events = new[] { "edge", "ConfigSync" }
            .SelectMany(name => Assembly.Load(name).GetTypes())
            .SelectMany(type => type.GetMethods(Any))
            .Select(method => (Name: $"{method.DeclaringType}.{method.Name}", Id: method.GetCustomAttribute<LoggerMessageAttribute>()?.EventId))
            .Where(found => found.Id is not null)
            .ToArray();

        events.Where(found => found.Id <= 0).ShouldBeEmpty();
        events.GroupBy(found => found.Id).Where(group => group.Count() > 1).SelectMany(group => group).ShouldBeEmpty();
    }
}
