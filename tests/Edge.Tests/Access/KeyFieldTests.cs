using System.Text;
using Edge.Access;

namespace Edge.Tests.Access;

/// <summary>Where a caller's key is looked for.</summary>
public sealed class KeyFieldTests
{
    [Theory]
    [InlineData("Bearer k", "", "", "k")]
    [InlineData("bearer   k ", "", "", "k")]
    [InlineData("Basic k", "", "", "k")]
    [InlineData("Bearer k", "x", "y", "k")]
    [InlineData("", "x", "y", "x")]
    [InlineData("", " ", "y", "y")]
    [InlineData("Digest k", "x", "", "x")]
    [InlineData("Bearer", "", "", "")]
    [InlineData("k", "", "", "")]
    [InlineData("", "", "", "")]
    public void The_first_of_the_known_places_counts(string authorization, string xApiKey, string apiKey, string expected)
    {
        KeyField.Find(authorization, xApiKey, apiKey).ToString().ShouldBe(expected);
        Encoding.Latin1.GetString(KeyField.Find(Bytes(authorization), Bytes(xApiKey), Bytes(apiKey))).ShouldBe(expected);

        static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);
    }
}
