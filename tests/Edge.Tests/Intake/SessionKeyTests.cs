using System.Buffers;
using System.Text;
using Edge.Intake;

namespace Edge.Tests.Intake;

public class SessionKeyTests
{
    [Theory]
    [InlineData("""{"model":"m","prompt_cache_key":"k"}""", "k")]
    [InlineData("""{"user":"u","model":"m"}""", "u")]
    [InlineData("""{"user":"u","model":"m","prompt_cache_key":"k"}""", "k")]
    [InlineData("""{"prompt_cache_key":"k","user":"u"}""", "k")]
    [InlineData("""{"messages":[{"user":"no","prompt_cache_key":"no"}],"user":"u"}""", "u")]
    [InlineData("""{"metadata":{"user":"no"},"model":"m"}""", "")]
    [InlineData("""{"user":7,"prompt_cache_key":null,"model":"m"}""", "")]
    [InlineData("""{"user":"","model":"m"}""", "")]
    [InlineData("""{"user":"a","user":"b"}""", "a")]
    [InlineData("""{"us\u0065r":"gr\u00f6\u00dfer"}""", "größer")]
    [InlineData("""{"user":"u","messages":[01]}""", "u")]
    [InlineData("""{"messages":[01],"user":"u"}""", "")]
    [InlineData("""{"user":"\ud800","model":"m"}""", "")]
    [InlineData("""{}""", "")]
    public void A_body_names_its_session_wherever_it_is_cut(string body, string session)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        ulong expected = SessionKey.Of(Encoding.UTF8.GetBytes(session));
        for (int cut = 0; cut <= bytes.Length; cut++)
        {
            var first = new BodySegment(bytes.AsMemory(0, cut));
            BodySegment last = first.Append(bytes.AsMemory(cut));
            SessionKey.InBody(new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length)).ShouldBe(expected, $"cut at {cut}");
        }
    }

    [Fact]
    public void It_is_the_same_on_every_machine() => SessionKey.Of("user-1"u8).ShouldBe(17891572797655370708UL);

    [Fact]
    public void Nothing_is_no_session() => SessionKey.Of([]).ShouldBe(0UL);
}
