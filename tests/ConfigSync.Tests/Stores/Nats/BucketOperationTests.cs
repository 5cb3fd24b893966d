using System.Text;
using ConfigSync.Stores.Nats;
using NATS.Client.Core;

namespace ConfigSync.Tests.Stores.Nats;

public sealed class BucketOperationTests
{
    [Theory]
    [InlineData("KV-Operation", "DEL", true)]
    [InlineData("KV-Operation", "PURGE", true)]
    [InlineData("KV-Operation", "PUT", false)]
    [InlineData("Nats-Marker-Reason", "MaxAge", true)]
    [InlineData("Nats-Marker-Reason", "Purge", true)]
    [InlineData("Nats-Marker-Reason", "Remove", true)]
    [InlineData("Nats-Marker-Reason", "Other", false)]
    [InlineData("Something", "DEL", false)]
    public void Headers_say_whether_a_key_is_gone(string name, string value, bool deletes)
    {
        BucketOperation.Deletes(new NatsHeaders { [name] = value }).ShouldBe(deletes);
        BucketOperation.Deletes(Encoding.ASCII.GetBytes($"NATS/1.0\r\nOther: 1\r\n{name}: {value}\r\n\r\n")).ShouldBe(deletes);
    }

    [Fact]
    public void A_message_without_headers_is_a_document()
    {
        BucketOperation.Deletes((NatsHeaders?)null).ShouldBeFalse();
        BucketOperation.Deletes((byte[]?)null).ShouldBeFalse();
        BucketOperation.Deletes(new NatsHeaders()).ShouldBeFalse();
        BucketOperation.Deletes("NATS/1.0\r\n\r\n"u8.ToArray()).ShouldBeFalse();
    }
}
