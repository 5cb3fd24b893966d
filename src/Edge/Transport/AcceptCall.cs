namespace Edge.Transport;

/// <summary>Accepts a connection as <see cref="LoopSocket.Accept"/> does, which it is but for tests: those let it fail.</summary>
/// <param name="descriptor">The listening socket.</param>
/// <param name="peer">Who connected.</param>
/// <returns>The new descriptor, or a negative error.</returns>
internal delegate int AcceptCall(int descriptor, out SocketName peer);
