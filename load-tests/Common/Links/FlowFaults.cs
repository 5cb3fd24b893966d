namespace Edge.LoadTests.Common.Links;

/// <summary>What happens to the bytes of one connection in one direction. The default passes them on as they come.</summary>
internal sealed record FlowFaults
{
    /// <summary>No fault.</summary>
    internal static readonly FlowFaults None = new();

    /// <summary>How many bytes pass unharmed first. It does not hold for <see cref="End"/> and <see cref="CloseDelay"/>.</summary>
    internal long StartAfter { get; init; }

    /// <summary>How long each piece is held back. Up to 64 KiB are under way at a time, so this bounds the speed as well.</summary>
    internal TimeSpan Delay { get; init; }

    /// <summary>How much longer than <see cref="Delay"/> at most, drawn for each piece.</summary>
    internal TimeSpan Jitter { get; init; }

    /// <summary>Bytes a second; 0 for no limit.</summary>
    internal int BytesPerSecond { get; init; }

    /// <summary>Bytes of one write, each of which leaves as a segment of its own; 0 for as many as came.</summary>
    internal int PieceBytes { get; init; }

    /// <summary>The pause behind each write: together with <see cref="PieceBytes"/> a trickle. Timers make it a millisecond at least.</summary>
    internal TimeSpan Pause { get; init; }

    /// <summary>How it ends before its sender ends it.</summary>
    internal FlowEnd End { get; init; }

    /// <summary>How many bytes pass before <see cref="End"/>; 0 ends it as soon as the connection stands.</summary>
    internal long EndAfter { get; init; }

    /// <summary>How long an end is kept from those who are to hear of it: that of the sender, by an end of input or a reset, and <see cref="End"/>.</summary>
    internal TimeSpan CloseDelay { get; init; }
}
