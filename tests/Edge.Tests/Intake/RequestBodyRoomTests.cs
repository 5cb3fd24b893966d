using System.Text;
using Edge.Buffers;
using Edge.Faults;
using Edge.Intake;

namespace Edge.Tests.Intake;

/// <summary>A body that is read straight into its own memory is the same as one that is fed, however it comes.</summary>
public sealed class RequestBodyRoomTests
{
    private const int Block = BlockPool.BlockSize;
    private readonly BlockPool _blocks = new();

    [Fact]
    public void Under_every_cut_a_small_body_is_the_same()
    {
        const string Text = """{"messages":[{"role":"user"}],"model":"m","n":1}""";
        for (int cut = 0; cut <= Text.Length; cut++)
            Compare(Text, [cut, Text.Length - cut], $"cut at {cut}");
        Compare(Text, [.. Enumerable.Repeat(1, Text.Length)], "byte by byte");
    }

    [Theory]
    [InlineData(Block)]
    [InlineData(2 * Block)]
    public void Around_every_border_of_a_block_it_is_the_same(int border)
    {
        string text = $"{{\"x\":\"{new string('x', (3 * Block) - 50)}\",\"model\":\"m\"}}";
        for (int cut = border - 3; cut <= border + 3; cut++)
        {
            Compare(text, [cut, text.Length - cut], $"cut at {cut}");
            Compare(text, [cut, 0, 0, text.Length - cut], $"nothing twice at {cut}");
            Compare(text, [1, cut - 1, 1, text.Length - cut - 1], $"one byte at {cut}");
        }
    }

    [Fact]
    public void A_mistake_before_a_border_is_seen_whatever_lies_behind_it()
    {
        string text = $"{{\"x\":,\"y\":\"{new string('y', 3 * Block)}\",\"model\":\"m\"}}";
        Compare(text, [text.Length], "in one piece");
        Compare(text, [Block, text.Length - Block], "in two");
    }

    [Fact]
    public void In_any_pieces_and_with_any_damage_it_is_the_same()
    {
        const int Seed = 4711;
        var random = new Random(Seed);
        for (int i = 0; i < 150; i++)
        {
            char[] text = $"{{\"a\":\"{new string('a', random.Next(3 * Block))}\",\"model\":\"m\",\"b\":\"{new string('b', random.Next(2 * Block))}\"}}".ToCharArray();
            if (random.Next(3) == 0)
                text[random.Next(text.Length)] = "\"\\{}\u0001,x"[random.Next(7)];
            var pieces = new List<int>();
            for (int left = text.Length; left > 0; left -= pieces[^1])
                pieces.Add(Math.Min(left, random.Next(3) == 0 ? random.Next(16) : random.Next(3 * Block)));
            Compare(new string(text), pieces, $"seed {Seed}, round {i}");
        }
    }

    [Fact]
    public void Room_that_was_not_used_is_given_back_at_once()
    {
        var body = new RequestBody(_blocks);
        body.Start(-1, 1 << 20, 0);
        Fill(body, "{"u8, last: false, rooms: 8);
        _blocks.Rented.ShouldBe(1);
        Fill(body, default, last: false, rooms: 8);
        _blocks.Rented.ShouldBe(1);
        Fill(body, new byte[Block - 1].AsSpan(), last: false, rooms: 2);
        _blocks.Rented.ShouldBe(1);
        body.Room(0).Length.ShouldBe(Block);
        body.Clear();
        _blocks.Rented.ShouldBe(0);
    }

    [Fact]
    public void Room_behind_a_body_that_has_all_been_let_go_is_its_own()
    {
        var body = new RequestBody(_blocks);
        body.Start(-1, 1 << 20, 0);
        byte[] first = Encoding.UTF8.GetBytes("""{"model":"m","a":1""");
        Fill(body, first, last: false, rooms: 1);
        body.Route(default);
        body.StopKeeping();
        while (body.TryTake(out _))
        {
        }
        body.ReleaseTaken();
        Fill(body, default, last: false, rooms: 2);
        Fill(body, "}"u8, last: true, rooms: 2);
        var rest = new StringBuilder();
        while (body.TryTake(out ReadOnlyMemory<byte> piece))
            rest.Append(Encoding.UTF8.GetString(piece.Span));
        rest.ToString().ShouldBe("1}");
        body.Clear();
        _blocks.Rented.ShouldBe(0);
    }

    /// <summary>One body fed, one filled, both in these pieces: they say and give the same.</summary>
    private void Compare(string text, List<int> pieces, string when)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        var fed = new RequestBody(_blocks);
        var filled = new RequestBody(_blocks);
        fed.Start(bytes.Length, 1 << 20, 0);
        filled.Start(bytes.Length, 1 << 20, 0);
        int at = 0;
        Fault fault = default;
        for (int i = 0; i < pieces.Count && !fault.Any; i++)
        {
            ReadOnlySpan<byte> piece = bytes.AsSpan(at, pieces[i]);
            at += piece.Length;
            fault = fed.Feed(piece, last: i == pieces.Count - 1);
            Fill(filled, piece, last: i == pieces.Count - 1, rooms: 1 + (i % 8)).ShouldBe(fault, when);
            (filled.ModelKnown, filled.Accepted, filled.Received).ShouldBe((fed.ModelKnown, fed.Accepted, fed.Received), when);
        }
        if (!fault.Any)
        {
            fed.Route("other"u8);
            filled.Route("other"u8);
            Drain(filled).SequenceEqual(Drain(fed)).ShouldBeTrue(when);
        }
        fed.Clear();
        filled.Clear();
        _blocks.Rented.ShouldBe(0, when);
    }

    /// <summary>As the kernel does: into so many rooms, or more when the bytes need them.</summary>
    private static Fault Fill(RequestBody body, ReadOnlySpan<byte> bytes, bool last, int rooms)
    {
        int count = bytes.Length;
        for (int ahead = 0; ahead < rooms || !bytes.IsEmpty; ahead++)
        {
            Span<byte> room = body.Room(ahead);
            int taken = Math.Min(room.Length, bytes.Length);
            bytes[..taken].CopyTo(room);
            bytes = bytes[taken..];
        }
        return body.Fill(count, last);
    }

    private static byte[] Drain(RequestBody body)
    {
        var all = new MemoryStream();
        while (body.TryTake(out ReadOnlyMemory<byte> piece))
            all.Write(piece.Span);
        return all.ToArray();
    }
}
