// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Numbers requests: a prefix drawn at start and a counter, so that identifiers are unique and cheap.
enum RequestID {
    private static let prefix = String(UInt64.random(in: .min ... .max), radix: 36)
    private static let counter = Atomic<UInt64>(0)

    static func next() -> String {
        let number = counter.wrappingAdd(1, ordering: .relaxed).newValue
        return "\(prefix)-\(String(number, radix: 36))"
    }
}
