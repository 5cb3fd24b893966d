namespace Edge.Telemetry.Records;

/// <summary>Makes something of records. Called by one thread at a time.</summary>
internal interface IRecordSink
{
    /// <summary>Takes one; it is valid during the call.</summary>
    void Take(in RequestRecord record);

    /// <summary>Nothing more waits for now: what was held back may go out.</summary>
    void Flush();
}
