using System.Net.Http.Json;
using System.Text.Json;

namespace Edge.EndToEnd.Harness;

/// <summary>Plain HTTP, to look at processes rather than to test them.</summary>
internal static class Http
{
    /// <summary>One client for the whole run.</summary>
    internal static HttpClient Client { get; } = new(new SocketsHttpHandler()) { Timeout = Wait.Deadline };

    /// <summary>Whether somebody answers there with success.</summary>
    internal static async Task<bool> AnswersAsync(Uri address)
    {
        try
        {
            using HttpResponseMessage answer = await Client.GetAsync(address);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>The JSON that is found there.</summary>
    internal static Task<JsonElement> JsonAsync(Uri address) => Client.GetFromJsonAsync<JsonElement>(address);
}
