// SPDX-License-Identifier: Apache-2.0

package import Foundation
package import StrictJSON

/// The NumericDate of RFC 7519 §2: seconds since 1970, fractions allowed.
package enum NumericDate {
    /// A later second than this is taken for milliseconds (the year 5138).
    package static let latestPlausibleSecond: Int64 = 100_000_000_000
    private static let largest: Int64 = 1 << 53

    /// The second that an instant lies in.
    package static func second(of instant: Date) -> Int64 { Int64(instant.timeIntervalSince1970.rounded(.down)) }

    /// The instant at which a second begins.
    package static func date(_ second: Int64) -> Date { Date(timeIntervalSince1970: Double(second)) }

    /// The whole seconds of a number from 0 to 2^53, fractions cut off; nil for anything else.
    package static func seconds(_ value: JSONValue) -> Int64? {
        switch value {
        case .integer(let integer): (0...largest).contains(integer) ? integer : nil
        case .real(let real): real >= 0 && real <= Double(largest) ? Int64(real.rounded(.down)) : nil
        default: nil
        }
    }
}
