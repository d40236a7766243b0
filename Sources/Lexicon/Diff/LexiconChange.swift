// SPDX-License-Identifier: Apache-2.0

public import StrictJSON

/// One difference between two versions of a lexicon, and who notices.
public struct LexiconChange: Sendable, Hashable, CustomStringConvertible {
    /// What a change means for those who know the old version.
    public enum Verdict: String, Sendable, CaseIterable {
        /// Something that the old version promises is no longer kept.
        case breaking
        /// Every promise is kept, but something may stop having an effect; a person should look.
        case unclear
        /// Nobody who follows the old version notices.
        case safe
    }

    /// Those who know only the old version.
    public enum Party: String, Sendable, CaseIterable, Comparable {
        /// Programs that send parameters and request bodies.
        case oldCallers = "old callers"
        /// Programs that read response bodies, messages and records.
        case oldReaders = "old readers"
        /// Programs that write records, and what they have stored.
        case oldWriters = "old writers"

        /// Orders by name.
        public static func < (left: Party, right: Party) -> Bool { left.rawValue < right.rawValue }
    }

    /// The version in which a JSON pointer leads to the place of a change.
    public enum Side: String, Sendable {
        /// The old version, where something is gone.
        case old
        /// The new version.
        case new
    }

    /// The stable name of the kind of change.
    public let rule: Rule
    /// The NSID of the document.
    public let document: String
    /// The JSON pointer (RFC 6901) of the place as its parts.
    public let pointer: [String]
    /// The version that the pointer is about.
    public let side: Side
    /// The file of that version.
    public let file: String
    /// The place in that file.
    public let position: SourcePosition
    /// What changed, for a person.
    public let message: String
    /// Whether it breaks anybody.
    public let verdict: Verdict
    /// Whom it breaks or may concern; nobody where it is safe.
    public let parties: Set<Party>

    /// `file:line:column: verdict: message (who) [rule]`.
    public var description: String {
        let who = parties.sorted().map(\.rawValue).joined(separator: ", ")
        let concerned = who.isEmpty ? "" : " (\(who))"
        return "\(file):\(position.line):\(position.column): \(verdict.rawValue): \(message)\(concerned) "
            + "[\(rule.rawValue)]"
    }
}
