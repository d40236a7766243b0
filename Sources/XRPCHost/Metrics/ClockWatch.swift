// SPDX-License-Identifier: Apache-2.0

import Foundation
import Logging
import Metrics
import ServiceLifecycle

/// Notices that the system's clock was set: proofs, nonces and tokens all trust it.
///
/// Stores remember used credentials long enough for a clock that goes back; what it does to lives and windows is for the
/// operator to know.
struct ClockWatch: Service {
    /// A point in time by the clock that can be set and by the one that cannot.
    struct Reading {
        let wall: Date
        let monotonic: ContinuousClock.Instant
    }

    /// The largest difference that counts as keeping time, in seconds.
    static let toleranceSeconds = 2.0
    private static let interval = Duration.seconds(15)

    let now: @Sendable () -> Date
    let metrics: any MetricsFactory
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var last = reading
            while (try? await Task.sleep(for: Self.interval)) != nil {
                let next = reading
                compare(last, next)
                last = next
            }
        }
    }

    private var reading: Reading { Reading(wall: now(), monotonic: ContinuousClock.now) }

    /// Counts `xrpc_clock_steps_total` by direction where the two clocks differ in how long it was.
    func compare(_ earlier: Reading, _ later: Reading) {
        let elapsed = (later.monotonic - earlier.monotonic) / .seconds(1)
        let step = later.wall.timeIntervalSince(earlier.wall) - elapsed
        guard abs(step) > Self.toleranceSeconds else { return }
        Counter(
            label: "xrpc_clock_steps_total", dimensions: [("direction", step < 0 ? "back" : "forward")],
            factory: metrics
        ).increment()
        logger.warning("the system's clock was set", metadata: ["seconds": "\(step)"])
    }
}
