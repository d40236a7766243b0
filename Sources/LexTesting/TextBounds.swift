// SPDX-License-Identifier: Apache-2.0

import XRPCCore

/// How many bytes and how many graphemes a text may have, and texts that have so many.
struct TextBounds {
    /// The longest text in bytes that is made without need, and the one that is made for a bound.
    private static let usualBytes = 400
    private static let mostBytes = 12_000
    /// Graphemes of one byte to 25, in order; none joins its neighbour.
    private static let graphemes: [String] =
        ["a", "Z", "0", " ", "\"", "\\", "/", "<", "\n", "\t", "\u{0}", "\u{1}", "\u{7F}"]
        + ["é", "ß", "e\u{301}", "漢", "\u{2028}", "🙂", "🇩🇪", "👍🏽", "👩‍👩‍👧‍👦"]
    private static let widths = graphemes.map(\.utf8.count)

    var bytes: ClosedRange<Int>
    var clusters: ClosedRange<Int>
    private let isEmpty: Bool

    /// Any length.
    init() { self.init(StringRule()) }

    /// The lengths that a rule allows.
    init(_ rule: StringRule) {
        let (fewestBytes, mostBytes) = (max(0, rule.minimumLength ?? 0), rule.maximumLength ?? .max)
        let (fewest, most) = (max(0, rule.minimumGraphemes ?? 0), rule.maximumGraphemes ?? .max)
        isEmpty = fewestBytes > mostBytes || fewest > most
        bytes = fewestBytes...max(fewestBytes, mostBytes)
        clusters = fewest...max(fewest, most)
    }

    /// Whether a text has so many.
    func admits(_ text: String) -> Bool {
        !isEmpty && bytes.contains(text.utf8.count) && clusters.contains(text.count)
    }

    /// A text that is short or at one of the bounds; nil where there is none.
    func text(_ random: inout SplitMix64) -> String? {
        let made: String
        switch random.number(0...9) {
        case 0: made = filled(clusters.lowerBound, bytes: bytes.upperBound, &random)
        case 1 where clusters.upperBound < Self.mostBytes:
            made = filled(clusters.upperBound, bytes: min(bytes.upperBound, Self.mostBytes), &random)
        case 2 where bytes.upperBound < Self.mostBytes:
            made = packed(bytes.upperBound, clusters: clusters.upperBound, &random)
        default:
            let most = min(clusters.upperBound, clusters.lowerBound + 12)
            made = filled(
                random.number(clusters.lowerBound...most), bytes: min(bytes.upperBound, Self.usualBytes), &random)
        }
        return admits(made) ? made : shortest(&random)
    }

    /// The shortest text, of letters where that is possible.
    func shortest(_ random: inout SplitMix64) -> String? {
        let plain = String(repeating: "a", count: max(bytes.lowerBound, clusters.lowerBound))
        if admits(plain) { return plain }
        let wide = packed(bytes.lowerBound, clusters: clusters.upperBound, &random)
        return admits(wide) ? wide : nil
    }

    /// So many graphemes in at most so many bytes.
    func filled(_ count: Int, bytes: Int, _ random: inout SplitMix64) -> String {
        var text = ""
        var left = bytes
        for following in (0..<count).reversed() {
            let grapheme = Self.grapheme(within: left - following, &random)
            text += grapheme
            left -= grapheme.utf8.count
        }
        return text
    }

    /// So many bytes in few graphemes.
    func packed(_ count: Int, clusters: Int, _ random: inout SplitMix64) -> String {
        var text = ""
        var (left, room) = (count, clusters)
        while left > 0 {
            let grapheme =
                left > room / 2
                ? Self.graphemes.last { $0.utf8.count <= left } ?? "a" : Self.grapheme(within: left, &random)
            text += grapheme
            left -= grapheme.utf8.count
            room -= 1
        }
        return text
    }

    private static func grapheme(within bytes: Int, _ random: inout SplitMix64) -> String {
        let fitting = widths.firstIndex { $0 > bytes } ?? widths.count
        return fitting == 0 ? "a" : graphemes[random.number(0...fitting - 1)]
    }
}
