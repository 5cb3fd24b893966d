namespace Edge.Intake;

/// <summary>How many bytes one vector compares at once while values are skipped; the results are the same for all.</summary>
internal enum BlockWidth : byte
{
    /// <summary>No blocks: searches of the runtime and single looks. What every segment shorter than a block gets.</summary>
    None,

    /// <summary>16 bytes: x64 without AVX2, ARM64.</summary>
    Vector128,

    /// <summary>32 bytes: AVX2.</summary>
    Vector256,

    /// <summary>64 bytes: AVX-512, where it does not slow the processor down.</summary>
    Vector512,
}
