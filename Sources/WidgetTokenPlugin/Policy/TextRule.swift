// SPDX-License-Identifier: Apache-2.0

import XRPCHost

/// What clients may say about a token: visible text for people, without control or direction-changing characters.
enum TextRule {
    /// Checks one text, if it is there; a text with a credential in it is refused as well.
    ///
    /// - Throws: ``WidgetTokenError/invalidText(field:maximumCharacters:)``.
    static func check(_ text: String?, field: String, maximumGraphemes: Int) throws(WidgetTokenError) {
        guard let text else { return }
        let isClean = text.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: scalar == "\u{200D}"
            default: true
            }
        }
        let isShort = text.utf8.count <= 10 * maximumGraphemes && text.count <= maximumGraphemes
        guard isClean, isShort, text.contains(where: { !$0.isWhitespace }), Redaction.applied(to: text) == text else {
            throw .invalidText(field: field, maximumCharacters: maximumGraphemes)
        }
    }
}
