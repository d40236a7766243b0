// SPDX-License-Identifier: Apache-2.0

/// Takes the parts of a datetime off the front of its text.
struct DatetimeReader {
    /// How far a clock is ahead of UTC or, with a sign of -1, behind it.
    struct Zone {
        let sign: Int64
        let hours: Int64
        let minutes: Int64

        static let utc = Zone(sign: 1, hours: 0, minutes: 0)
        var seconds: Int64 { sign * (hours * 3600 + minutes * 60) }
    }

    private var rest: TextBytes
    private let isLenient: Bool

    init(_ text: TextBytes, isLenient: Bool) {
        rest = text
        self.isLenient = isLenient
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard let byte = rest.first, UInt32(byte) == character.value else { return false }
        rest = rest.dropFirst()
        return true
    }

    /// Skips the mark between date and time: `T`, and leniently also `t` or a space.
    mutating func skipTimeMark() -> Bool { skip("T") || isLenient && (skip("t") || skip(" ")) }

    mutating func number(_ width: Int) -> Int64? {
        let digits = rest.prefix(width)
        guard digits.count == width, digits.allSatisfy({ $0.isDigit }) else { return nil }
        rest = rest.dropFirst(width)
        return digits.reduce(0) { $0 * 10 + Int64($1 - 0x30) }
    }

    /// The milliseconds of an optional fraction; nil for a point without digits.
    mutating func fraction() -> Int64? {
        guard skip(".") else { return 0 }
        let digits = rest.prefix { $0.isDigit }
        guard !digits.isEmpty else { return nil }
        rest = rest[digits.endIndex...]
        let scale: Int64 = digits.count == 1 ? 100 : digits.count == 2 ? 10 : 1
        return digits.prefix(3).reduce(0) { $0 * 10 + Int64($1 - 0x30) } * scale
    }

    /// The zone: `Z` or hours and minutes, but not `-00:00`.
    ///
    /// A lenient reader also takes `z`, `-00:00`, an offset without its colon, and nothing at all for UTC.
    mutating func zone() -> Zone? {
        if skip("Z") || isLenient && (skip("z") || isAtEnd) { return .utc }
        let isWest = rest.first == UInt8(ascii: "-")
        guard skip("+") || skip("-"), let hours = number(2), skip(":") || isLenient, let minutes = number(2),
            isLenient || !isWest || hours > 0 || minutes > 0
        else { return nil }
        return Zone(sign: isWest ? -1 : 1, hours: hours, minutes: minutes)
    }
}
