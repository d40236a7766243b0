// SPDX-License-Identifier: Apache-2.0

public import XRPCCore

/// An object that breaks its schema in one place, and what a validator must say of it.
public struct BrokenValue: Sendable {
    /// The ways to break a value.
    public enum Change: String, Sendable, CaseIterable {
        /// A required field is taken away.
        case missingField
        /// A field that is not nullable becomes null.
        case nullField
        /// A value becomes one of another kind.
        case wrongKind
        /// A text, bytes or an array gets more than the most.
        case tooLong
        /// A text, bytes or an array gets less than the fewest.
        case tooShort
        /// A text of an allowed length gets more graphemes than the most.
        case tooManyGraphemes
        /// A text of an allowed length gets less graphemes than the fewest.
        case tooFewGraphemes
        /// A number falls below the least.
        case tooSmall
        /// A number rises above the greatest.
        case tooLarge
        /// A value becomes none of the listed ones.
        case notAllowed
        /// A text loses the syntax of its format.
        case badFormat
        /// The `$type` of a record names another one or is gone.
        case wrongRecordType
        /// The `$type` in a union names a type that it can never hold.
        case wrongVariant
        /// The `$type` in a union is gone or is not a text.
        case untypedVariant
        /// A blob says that it is larger than the most.
        case blobTooLarge
        /// A blob says that it is of a type that is not accepted.
        case wrongBlobType
    }

    /// The broken object.
    public let object: LexObject
    /// How it was broken.
    public let change: Change
    /// The place that a validator must name, as a JSON pointer.
    public let path: String
    /// The rule that a validator must name.
    public let rule: LexDataError.Rule
}

extension BrokenValue.Change {
    var rule: LexDataError.Rule {
        switch self {
        case .missingField, .untypedVariant: .required
        case .nullField: .null
        case .wrongKind: .type
        case .tooLong, .tooShort, .blobTooLarge: .length
        case .tooManyGraphemes, .tooFewGraphemes: .graphemes
        case .tooSmall, .tooLarge: .range
        case .notAllowed: .allowed
        case .badFormat: .format
        case .wrongRecordType, .wrongVariant: .variant
        case .wrongBlobType: .mimeType
        }
    }
}
