// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The numbers in the text of a datetime, which need not name a day or an hour that exists.
struct DatetimeFields {
    private let year, month, day, hour, minute, second, milliseconds: Int64
    private let zone: DatetimeReader.Zone

    /// Reads a whole text in the strict syntax or, where `isLenient`, in the many that are seen in the wild.
    init?(_ text: String, isLenient: Bool) {
        guard let fields = text.withBytes({ Self($0, isLenient: isLenient) }) else { return nil }
        self = fields
    }

    private init?(_ text: TextBytes, isLenient: Bool) {
        var reader = DatetimeReader(text, isLenient: isLenient)
        guard let year = reader.number(4), reader.skip("-"), let month = reader.number(2), reader.skip("-"),
            let day = reader.number(2), reader.skipTimeMark(), let hour = reader.number(2), reader.skip(":"),
            let minute = reader.number(2), reader.skip(":"), let second = reader.number(2),
            let milliseconds = reader.fraction(), let zone = reader.zone(), reader.isAtEnd
        else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
        (self.hour, self.minute, self.second) = (hour, minute, second)
        self.milliseconds = milliseconds
        self.zone = zone
    }

    /// The instant, or nil where there is none or where in UTC it is outside the years 0 to 9999.
    var instant: Date? {
        guard (1...12).contains(month), (1...CivilDate.length(ofMonth: month, year: year)).contains(day),
            hour < 24, minute < 60, second <= 60, zone.hours < 24, zone.minutes < 60
        else { return nil }
        let days = CivilDate.daysSince1970(year: year, month: month, day: day)
        let seconds = days * 86_400 + hour * 3600 + minute * 60 + second - zone.seconds
        guard Self.firstSecond <= seconds, seconds < Self.endSecond else { return nil }
        return Date(timeIntervalSince1970: Double(seconds) + Double(milliseconds) / 1000)
    }

    private static let firstSecond = CivilDate.daysSince1970(year: 0, month: 1, day: 1) * 86_400
    private static let endSecond = CivilDate.daysSince1970(year: 10_000, month: 1, day: 1) * 86_400
}
