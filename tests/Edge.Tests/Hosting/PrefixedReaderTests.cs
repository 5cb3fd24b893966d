using System.Buffers;
using System.IO.Pipelines;
using Edge.Hosting;

namespace Edge.Tests.Hosting;

public class PrefixedReaderTests
{
    [Fact]
    public void It_behaves_like_a_pipe_that_had_the_first_bytes_written_into_it()
    {
        for (int seed = 0; seed < 400; seed++)
            Compare(seed);
    }

    [Fact]
    public async Task A_read_that_waits_for_more_shows_the_first_bytes_again()
    {
        var pipe = new Pipe();
        var reader = new PrefixedReader(pipe.Reader, "GET /"u8.ToArray());
        ReadResult result = await reader.ReadAsync();
        Text(result).ShouldBe("GET /");
        reader.AdvanceTo(result.Buffer.GetPosition(1), result.Buffer.End);
        Task<ReadResult> waiting = reader.ReadAsync().AsTask();
        waiting.IsCompleted.ShouldBeFalse();
        await pipe.Writer.WriteAsync(" HTTP"u8.ToArray());
        result = await waiting;
        Text(result).ShouldBe("ET / HTTP");
        reader.AdvanceTo(result.Buffer.GetPosition(6));
        Text(await reader.ReadAsync()).ShouldBe("TTP");
    }

    [Fact]
    public async Task A_cancelled_read_comes_back_and_the_next_one_goes_on()
    {
        var pipe = new Pipe();
        var reader = new PrefixedReader(pipe.Reader, "ab"u8.ToArray());
        ReadResult result = await reader.ReadAsync();
        reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        Task<ReadResult> waiting = reader.ReadAsync().AsTask();
        reader.CancelPendingRead();
        result = await waiting;
        result.IsCanceled.ShouldBeTrue();
        Text(result).ShouldBe("ab");
        reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        waiting = reader.ReadAsync().AsTask();
        await pipe.Writer.CompleteAsync();
        result = await waiting;
        (result.IsCanceled, result.IsCompleted, Text(result)).ShouldBe((false, true, "ab"));
    }

    [Fact]
    public async Task A_read_that_is_not_wanted_any_more_throws()
    {
        var reader = new PrefixedReader(new Pipe().Reader, "ab"u8.ToArray());
        await Should.ThrowAsync<OperationCanceledException>(async () => await reader.ReadAsync(new CancellationToken(canceled: true)));
        Text(await reader.ReadAsync()).ShouldBe("ab");
    }

    [Fact]
    public async Task Its_end_is_that_of_the_inner_reader()
    {
        var pipe = new Pipe();
        var reader = new PrefixedReader(pipe.Reader, "ab"u8.ToArray());
        await reader.CompleteAsync();
        (await pipe.Writer.FlushAsync()).IsCompleted.ShouldBeTrue();
    }

    private static void Compare(int seed)
    {
        var random = new Random(seed);
        byte[] prefix = new byte[random.Next(1, 50)];
        random.NextBytes(prefix);
        // Small segments, so that positions lie in all kinds of places.
        var options = new PipeOptions(minimumSegmentSize: 16, pauseWriterThreshold: 0, useSynchronizationContext: false);
        var inner = new Pipe(options);
        var twin = new Pipe(options);
        var subject = new PrefixedReader(inner.Reader, prefix);
        Write(twin, prefix);
        long seen = 0;
        for (int step = 0; step < 200; step++)
        {
            string where = $"seed {seed}, step {step}";
            switch (random.Next(step < 150 ? 8 : 9))
            {
                case 0 or 1 or 2:
                    byte[] bytes = new byte[random.Next(1, 40)];
                    random.NextBytes(bytes);
                    Write(inner, bytes);
                    Write(twin, bytes);
                    break;
                case 3:
                    subject.CancelPendingRead();
                    twin.Reader.CancelPendingRead();
                    break;
                case 8:
                    inner.Writer.Complete();
                    twin.Writer.Complete();
                    step = 10_000;
                    Read(subject, twin.Reader, random, ref seen, where);
                    break;
                default:
                    Read(subject, twin.Reader, random, ref seen, where);
                    break;
            }
        }
    }

    /// <summary><paramref name="seen"/> counts what was examined and not consumed: it may not shrink.</summary>
    private static void Read(PrefixedReader subject, PipeReader twin, Random random, ref long seen, string where)
    {
        bool any = subject.TryRead(out ReadResult result);
        any.ShouldBe(twin.TryRead(out ReadResult expected), where);
        if (!any)
            return;
        result.IsCanceled.ShouldBe(expected.IsCanceled, where);
        result.IsCompleted.ShouldBe(expected.IsCompleted, where);
        result.Buffer.ToArray().ShouldBe(expected.Buffer.ToArray(), where);
        long length = result.Buffer.Length;
        long consumed = random.NextInt64(length + 1);
        long examined = Math.Max(Math.Max(consumed, seen), random.NextInt64(length + 1));
        subject.AdvanceTo(result.Buffer.GetPosition(consumed), result.Buffer.GetPosition(examined));
        twin.AdvanceTo(expected.Buffer.GetPosition(consumed), expected.Buffer.GetPosition(examined));
        seen = examined - consumed;
    }

    private static void Write(Pipe pipe, byte[] bytes)
    {
        pipe.Writer.Write(bytes);
        pipe.Writer.FlushAsync().AsTask().IsCompleted.ShouldBeTrue();
    }

    private static string Text(ReadResult result) => System.Text.Encoding.ASCII.GetString(result.Buffer.ToArray());
}
