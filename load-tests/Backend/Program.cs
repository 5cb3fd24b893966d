using System.Net;

namespace Edge.LoadTests.Backend;

/// <summary>
/// A model server that costs next to nothing: prepared answers, and refusal of requests that were sent to the wrong model.
/// Called as <c>backend NAME=PORT[,PORT]… …</c>; <c>any=PORT</c> takes every model. Prints <c>ready</c> when all ports accept.
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        var wheel = new Wheel();
        var listening = new List<Task> { wheel.RunAsync() };
        foreach (string argument in arguments)
        {
            string[] parts = argument.Split('=');
            if (parts.Length != 2)
                return await UsageAsync();
            foreach (string port in parts[1].Split(','))
            {
                if (!int.TryParse(port, out int number))
                    return await UsageAsync();
                listening.Add(new Listener(parts[0], new IPEndPoint(IPAddress.Loopback, number), wheel).RunAsync());
            }
        }
        if (listening.Count == 1)
            return await UsageAsync();
        Console.WriteLine("ready");
        // The first one that ends has failed.
        await await Task.WhenAny(listening);
        return 1;
    }

    private static async Task<int> UsageAsync()
    {
        await Console.Error.WriteLineAsync("backend NAME=PORT[,PORT]... [NAME=PORT...]    any=PORT takes every model");
        return 2;
    }
}
