using System.Text;
using Edge.Intake;

namespace Edge.Tests.Intake;

/// <summary>All a scan says, comparable. Names are Latin-1, one character a byte.</summary>
internal sealed record ScanResult(ScanStatus Status, ScanError Error, bool ModelKnown, string Model, long Start, long End)
{
    internal static ScanResult Of(ModelScanner scanner, ScanStatus status) =>
        new(status, scanner.Error, scanner.ModelKnown, Encoding.Latin1.GetString(scanner.Model), scanner.ValueStart, scanner.ValueEnd);
}
