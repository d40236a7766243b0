// SPDX-License-Identifier: Apache-2.0

/// The names that frames give to the types of their messages, and what they stand for.
public enum EventType {
    /// The type in a frame of `subscription` for a message with the `$type` of `reference`.
    ///
    /// A definition of the subscription's own lexicon is named by its fragment alone, such as `#commit`.
    public static func short(_ reference: String, in subscription: NSID) -> String {
        let own = subscription.rawValue.utf8
        let fragment = reference.utf8.dropFirst(own.count)
        guard reference.utf8.starts(with: own), fragment.first == UInt8(ascii: "#") else { return reference }
        return String(Substring(fragment))
    }

    /// The `$type` that the `type` of a frame of `subscription` stands for.
    public static func full(_ type: String, in subscription: NSID) -> String {
        type.utf8.first == UInt8(ascii: "#") ? subscription.rawValue + type : type
    }

    /// Whether a text is `#name`, an NSID, or an NSID with `#name`.
    public static func isWellFormed(_ type: String) -> Bool {
        let parts = type.utf8.split(separator: UInt8(ascii: "#"), maxSplits: 1, omittingEmptySubsequences: false)
        guard parts[0].isEmpty ? parts.count == 2 : NSID(rawValue: String(Substring(parts[0]))) != nil else {
            return false
        }
        return parts.count == 1 || isDefinitionName(parts[1])
    }

    private static func isDefinitionName(_ name: Substring.UTF8View) -> Bool {
        name.first?.isLetter == true && name.allSatisfy(\.isLetterOrDigit)
    }
}
