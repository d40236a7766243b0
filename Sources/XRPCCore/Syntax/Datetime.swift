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
    /// The same instant, to the millisecond.
    public let date: Date

    /// Takes a text such as `1985-04-12T23:20:50.123Z`; a zone of `-00:00` is refused.
    public init?(rawValue: String) {
        guard rawValue.utf8.count <= Self.maximumLength, let date = Self.instant(rawValue) else { return nil }
        self.rawValue = rawValue
        self.date = date
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
        self.date = Date(timeIntervalSince1970: Double(milliseconds) / 1000)
    }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    private static func floorDivide(_ value: Int64, by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let remainder = ((value % divisor) + divisor) % divisor
        return ((value - remainder) / divisor, remainder)
    }

    private static func instant(_ text: String) -> Date? {
        var reader = DigitReader(Array(text.utf8))
        guard let year = reader.number(4), reader.skip("-"), let month = reader.number(2), reader.skip("-"),
            let day = reader.number(2), reader.skip("T"), let hour = reader.number(2), reader.skip(":"),
            let minute = reader.number(2), reader.skip(":"), let second = reader.number(2),
            (1...12).contains(month), (1...CivilDate.length(ofMonth: month, year: year)).contains(day),
            hour < 24, minute < 60, second <= 60, let fraction = reader.fraction(), let offset = reader.zoneOffset(),
            reader.isAtEnd
        else { return nil }
        let days = CivilDate.daysSince1970(year: year, month: month, day: day)
        let seconds = days * 86_400 + hour * 3600 + minute * 60 + second - offset
        return Date(timeIntervalSince1970: Double(seconds) + Double(fraction) / 1000)
    }
}

/// The proleptic Gregorian calendar, for dates without a time zone database.
private struct CivilDate {
    let year: Int64
    let month: Int64
    let day: Int64

    /// Counts from 1 March of year 0, in eras of 400 years, so that leap days come last.
    init(daysSince1970: Int64) {
        let shifted = daysSince1970 + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    static func daysSince1970(year: Int64, month: Int64, day: Int64) -> Int64 {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = shiftedYear / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    static func length(ofMonth month: Int64, year: Int64) -> Int64 {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 31
        }
    }
}

private struct DigitReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func skip(_ character: Character) -> Bool {
        guard rest.first == character.asciiValue else { return false }
        rest = rest.dropFirst()
        return true
    }

    mutating func number(_ width: Int) -> Int64? {
        let digits = rest.prefix(width)
        guard digits.count == width, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        rest = rest.dropFirst(width)
        return digits.reduce(0) { $0 * 10 + Int64($1 - 0x30) }
    }

    /// The milliseconds of an optional fraction; nil for a point without digits or more than 20 of them.
    mutating func fraction() -> Int64? {
        guard skip(".") else { return 0 }
        let digits = rest.prefix { (0x30...0x39).contains($0) }
        guard (1...20).contains(digits.count) else { return nil }
        rest = rest.dropFirst(digits.count)
        let three = digits.prefix(3) + Array(repeating: 0x30, count: max(0, 3 - digits.count))
        return three.reduce(0) { $0 * 10 + Int64($1 - 0x30) }
    }

    /// The seconds that the zone is ahead of UTC.
    mutating func zoneOffset() -> Int64? {
        if skip("Z") { return 0 }
        let isWest = rest.first == UInt8(ascii: "-")
        guard skip("+") || skip("-"), let hours = number(2), skip(":"), let minutes = number(2), hours < 24,
            minutes < 60
        else { return nil }
        if isWest, hours == 0, minutes == 0 { return nil }
        return (isWest ? -1 : 1) * (hours * 3600 + minutes * 60)
    }
}
