namespace ConfigSync.Resources;

/// <summary>What moves the bytes between callers and replicas. All behave the same; they differ in what they cost and where they run.</summary>
public enum ListenDriver
{
    /// <summary><see cref="Loop"/> where it runs, else <see cref="Kestrel"/>.</summary>
    Auto,

    /// <summary>Event loops of Edge's own, for cleartext HTTP/1.1; everything else is handed to Kestrel. Linux.</summary>
    Loop,

    /// <summary>Kestrel's sockets and TLS with Edge's own HTTP/1.1.</summary>
    Kestrel,

    /// <summary>Kestrel's own HTTP.</summary>
    KestrelHttp,
}
