// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOPosix

/// Bounds how long a caller waits, whether or not the work heeds its cancellation.
///
/// A task group would wait for its children, and a DNS query that hangs cannot be cancelled.
enum Deadline {
    /// Runs `body` and waits for it for `limit` at most; then it is cancelled and left to end by itself.
    ///
    /// - Throws: what `body` throws, or ``FetchFailure/timedOut``.
    static func run<Value: Sendable>(
        within limit: Duration, _ body: @escaping @Sendable () async -> Result<Value, FetchFailure>
    ) async throws(FetchFailure) -> Value {
        let loop = MultiThreadedEventLoopGroup.singleton.any()
        let promise = loop.makePromise(of: Result<Value, FetchFailure>.self)
        let work = Task { promise.succeed(await body()) }
        let timer = loop.scheduleTask(in: TimeAmount(limit)) {
            promise.succeed(.failure(.timedOut))  // the first of the two counts
            work.cancel()
        }
        let result = await withTaskCancellationHandler {
            try? await promise.futureResult.get()
        } onCancel: {
            work.cancel()
        }
        timer.cancel()
        return try (result ?? .failure(.timedOut)).get()
    }
}
