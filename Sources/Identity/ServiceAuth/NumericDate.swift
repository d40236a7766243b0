// SPDX-License-Identifier: Apache-2.0

import Foundation
import StrictJSON

/// The NumericDate of RFC 7519 §2: seconds since 1970, fractions allowed.
enum NumericDate {
    /// A later second than this is taken for milliseconds (the year 5138).
    private static let latestPlausibleSecond = 100_000_000_000.0

    /// The whole seconds of a plausible number, fractions cut off; nil for anything else.
    static func seconds(_ value: JSONValue) -> Int64? {
        let number: Double
        switch value {
        case .integer(let integer): number = Double(integer)
        case .real(let real): number = real
        case .null, .bool, .string, .array, .object: return nil
        }
        guard number >= 0, number <= latestPlausibleSecond else { return nil }
        return Int64(number.rounded(.down))
    }

    /// The whole seconds of the present.
    static func seconds(_ date: Date) -> Int64 { Int64(date.timeIntervalSince1970.rounded(.down)) }

    /// The instant at which a second begins.
    static func date(_ seconds: Int64) -> Date { Date(timeIntervalSince1970: Double(seconds)) }
}
