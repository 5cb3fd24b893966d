namespace ConfigSync.Snapshots;

/// <summary>An account as one snapshot knows it: who a key acts for.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Names">What its own callers may say beyond full names: exact names first, then bare ids (own router before own deployment).</param>
/// <param name="Deployments">The same of deployments alone: what may stand behind <c>#</c>, where a router of the same id hides nothing.</param>
public sealed record AccountModel(string Id, NameTable<RouteEntry> Names, NameTable<RouteEntry> Deployments);
