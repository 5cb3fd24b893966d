using Edge.Intake;
using Shared.Memory;

namespace Edge.Tests.Intake;

public sealed class ModelScannerTests
{
    private readonly ModelScanner _scanner = new();

    [Fact]
    public void The_model_is_found_wherever_it_stands_and_however_it_is_written()
    {
        foreach ((string body, string model) in ScanCases.Accepted)
        {
            ScanResult result = Scan.Whole(Scan.Bytes(body));
            (result.Status, result.Error, result.ModelKnown, result.Model)
                .ShouldBe((ScanStatus.Complete, ScanError.None, true, model), body);
            body[(int)result.Start].ShouldBe('"', body);
            body[(int)result.End - 1].ShouldBe('"', body);
        }
    }

    [Fact]
    public void A_body_that_two_parsers_could_read_differently_is_refused_with_its_reason()
    {
        foreach ((string body, ScanError error) in ScanCases.Refused)
        {
            ScanResult result = Scan.Whole(Scan.Bytes(body));
            (result.Status, result.Error).ShouldBe((ScanStatus.Refused, error), body);
        }
    }

    [Fact]
    public void The_model_is_known_before_the_body_has_ended()
    {
        _scanner.Reset();
        _scanner.Feed("""{"model":"gp"""u8).ShouldBe(ScanStatus.More);
        _scanner.ModelKnown.ShouldBeFalse();
        _scanner.Model.Length.ShouldBe(0);
        _scanner.Feed("""t" """u8).ShouldBe(ScanStatus.More);
        _scanner.ModelKnown.ShouldBeTrue();
        _scanner.Model.SequenceEqual("gpt"u8).ShouldBeTrue();
        (_scanner.ValueStart, _scanner.ValueEnd).ShouldBe((9, 14));
        _scanner.Feed("}"u8).ShouldBe(ScanStatus.Complete);
        _scanner.Feed(" \n"u8).ShouldBe(ScanStatus.Complete);
        _scanner.Finish().ShouldBe(ScanStatus.Complete);
    }

    [Fact]
    public void A_known_model_does_not_save_a_body_that_is_refused_later()
    {
        _scanner.Reset();
        _scanner.Feed("""{"model":"gpt","""u8).ShouldBe(ScanStatus.More);
        _scanner.Feed("""  "model":"b"}"""u8).ShouldBe(ScanStatus.Refused);
        _scanner.Error.ShouldBe(ScanError.SecondModel);
        _scanner.Model.SequenceEqual("gpt"u8).ShouldBeTrue();
    }

    [Fact]
    public void After_a_refusal_nothing_more_is_read()
    {
        _scanner.Reset();
        _scanner.Feed("[{"u8).ShouldBe(ScanStatus.Refused);
        _scanner.Feed("""{"model":"gpt"}"""u8).ShouldBe(ScanStatus.Refused);
        _scanner.Finish().ShouldBe(ScanStatus.Refused);
        _scanner.Error.ShouldBe(ScanError.NotAnObject);
        _scanner.ModelKnown.ShouldBeFalse();
    }

    [Fact]
    public void Reset_forgets_the_body_before()
    {
        foreach (byte[] before in ScanCases.Bodies)
        {
            _scanner.Reset();
            _scanner.Feed(before);
            foreach (string body in new[] { """{"x":["a"],"model":"b"}""", """{"x":1}""", "" })
                Scan.InPieces(_scanner, Scan.Bytes(body), 4).ShouldBe(Scan.Whole(Scan.Bytes(body)));
        }
    }

    [Theory]
    [InlineData('[', ']')]
    [InlineData('{', '}')]
    public void A_thousand_levels_are_the_deepest(char open, char close)
    {
        string nested = new string(open, 999) + new string(close, 999);
        Scan.Whole(Scan.Bytes($$"""{"x":{{nested}},"y":{{nested}},"model":"gpt"}""")).Model.ShouldBe("gpt");
        Scan.Whole(Scan.Bytes($$"""{"x":{{open}}{{nested}}{{close}},"model":"gpt"}""")).Error.ShouldBe(ScanError.TooDeep);
        Scan.Whole(Scan.Bytes("{\"x\":" + new string(open, 100_000))).Error.ShouldBe(ScanError.TooDeep);
    }

    [Fact]
    public void Offsets_go_beyond_two_gigabytes()
    {
        byte[] image = new byte[16 << 20];
        image.AsSpan().Fill((byte)'A');
        _scanner.Reset();
        _scanner.Feed("{\"x\":\""u8);
        for (int i = 0; i < 129; i++)
            _scanner.Feed(image).ShouldBe(ScanStatus.More);
        _scanner.Feed("\",\"model\":\"gpt\"}"u8).ShouldBe(ScanStatus.Complete);
        _scanner.ValueStart.ShouldBe((129L * image.Length) + 16);
        _scanner.ValueEnd.ShouldBe(_scanner.ValueStart + 5);
    }

    [Fact]
    public void Scanning_allocates_nothing()
    {
        byte[][] bodies = [.. ScanCases.Bodies];
        SteadyState.Allocates(() => ScanAll(bodies)).ShouldBe(0);
    }

    private void ScanAll(byte[][] bodies)
    {
        foreach (byte[] body in bodies)
        {
            _scanner.Reset();
            foreach (byte b in body)
                _scanner.Feed([b]);
            _scanner.Finish();
            _scanner.Reset();
            _scanner.Feed(body);
            _scanner.Finish();
        }
    }
}
