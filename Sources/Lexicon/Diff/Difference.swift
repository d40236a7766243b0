// SPDX-License-Identifier: Apache-2.0

import StrictJSON

/// A change whose verdict is still open.
struct Difference {
    let rule: LexiconChange.Rule
    let effect: ChangeEffect
    let use: DataUse
    let pointer: [String]
    let side: LexiconChange.Side
    let message: String
}

/// Collects the differences of one document, or of one pair of types.
struct DifferenceCollector {
    let sets: VersionPair<LexiconSet>
    /// Where the values that are being compared travel.
    var use: DataUse = []
    private(set) var differences: [Difference] = []
    /// References that lead to different definitions and still have to be followed.
    private(set) var unresolved: [UnresolvedPair] = []

    init(sets: VersionPair<LexiconSet>) {
        self.sets = sets
    }

    mutating func add(
        _ rule: LexiconChange.Rule, _ pointer: [String], _ message: String, side: LexiconChange.Side = .new,
        effect: ChangeEffect? = nil
    ) {
        differences.append(
            Difference(
                rule: rule, effect: effect ?? rule.effect, use: use, pointer: pointer, side: side, message: message))
    }

    mutating func follow(_ old: DataType, _ new: DataType, _ pointer: [String]) {
        unresolved.append(UnresolvedPair(old: old, new: new, use: use, pointer: pointer))
    }

    /// Gives every reference that changed its verdict.
    mutating func resolve() {
        let pairs = unresolved
        unresolved = []
        for pair in pairs {
            use = pair.use
            let outcome = ReferenceComparison(sets: sets).compare(pair.old, pair.new)
            add(
                .referenceChanged, pair.pointer, "\(pair.old.name) became \(pair.new.name)\(outcome.detail)",
                effect: outcome.effect)
        }
    }
}

/// Two types of which at least one is a reference.
struct UnresolvedPair {
    let old: DataType
    let new: DataType
    let use: DataUse
    let pointer: [String]
}

/// Turns differences into changes with verdicts and places.
struct ChangeWriter {
    let id: String
    let files: VersionPair<LexiconFile?>

    func changes(_ differences: [Difference]) -> [LexiconChange] {
        let locators = VersionPair(old: files.old.map(Self.locator), new: files.new.map(Self.locator))
        return differences.map { change($0, locators) }.sorted {
            ($0.position, $0.rule.rawValue, $0.message) < ($1.position, $1.rule.rawValue, $1.message)
        }
    }

    private static func locator(_ file: LexiconFile) -> JSONPointerLocator { JSONPointerLocator(file.bytes) }

    private func change(_ difference: Difference, _ locators: VersionPair<JSONPointerLocator?>) -> LexiconChange {
        let isNew = difference.side == .new
        let file = isNew ? files.new : files.old
        let locator = isNew ? locators.new : locators.old
        let (verdict, parties) = difference.effect.verdict(in: difference.use)
        return LexiconChange(
            rule: difference.rule, document: id, pointer: difference.pointer, side: difference.side,
            file: file?.displayPath ?? id,
            position: locator?.position(of: difference.pointer) ?? SourcePosition(line: 1, column: 1),
            message: difference.message, verdict: verdict, parties: parties)
    }
}

extension DataType {
    /// What the type is called in a message.
    var name: String {
        switch self {
        case .boolean: "boolean"
        case .integer: "integer"
        case .string: "string"
        case .bytes: "bytes"
        case .cidLink: "cid-link"
        case .blob: "blob"
        case .array: "array"
        case .object: "object"
        case .reference(let reference): reference.typeName
        case .union: "union"
        case .unknown: "unknown"
        }
    }
}
