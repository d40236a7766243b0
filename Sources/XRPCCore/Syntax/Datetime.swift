// SPDX-License-Identifier: Apache-2.0

public import Foundation

/// A point in time as AT Protocol writes it: RFC 3339 with capital `T` and `Z` and whole days (atproto.com/specs/lexicon).
public struct Datetime: StringFormat {
    /// `datetime`.
    public static let formatName = "datetime"
    /// The longest datetime in characters.
    public static let maximumLength = 64
    /// The text, byte for byte as it was received.
    public let rawValue: String

    /// Takes a text such as `1985-04-12T23:20:50.123Z`; a zone of `-00:00` is refused.
    ///
    /// Only the syntax is checked. Whether such an instant exists is for ``date`` to tell.
    public init?(rawValue: String) {
        self.init(rawValue, isLenient: false)
    }

    /// Takes what is seen in old records: small `t` and `z`, a space for `T`, `-00:00`, `+0000`, or no zone for UTC.
    public init?(lenient text: String) {
        self.init(text, isLenient: true)
    }

    private init?(_ text: String, isLenient: Bool) {
        guard text.utf8.count <= Self.maximumLength, DatetimeFields(text, isLenient: isLenient) != nil else {
            return nil
        }
        rawValue = text
    }

    /// Writes an instant in UTC with milliseconds, such as `2026-05-23T22:00:00.000Z`.
    public init(_ date: Date) {
        let milliseconds = Int64((date.timeIntervalSince1970 * 1000).rounded(.down))
        let (day, withinDay) = Self.floorDivide(milliseconds, by: 86_400_000)
        let civil = CivilDate(daysSince1970: day)
        let second = withinDay / 1000
        rawValue =
            Self.padded(civil.year, 4) + "-" + Self.padded(civil.month, 2) + "-" + Self.padded(civil.day, 2) + "T"
            + Self.padded(second / 3600, 2) + ":" + Self.padded(second / 60 % 60, 2) + ":"
            + Self.padded(second % 60, 2) + "." + Self.padded(withinDay % 1000, 3) + "Z"
    }

    /// The instant to the millisecond, or nil where the text names a day, an hour or a zone that does not exist.
    ///
    /// An instant that in UTC is before the year 0 or after the year 9999 is nil too. The text is read on every call.
    public var date: Date? { DatetimeFields(rawValue, isLenient: true)?.instant }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    private static func floorDivide(_ value: Int64, by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let remainder = ((value % divisor) + divisor) % divisor
        return ((value - remainder) / divisor, remainder)
    }
}
