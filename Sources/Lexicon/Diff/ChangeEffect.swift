// SPDX-License-Identifier: Apache-2.0

/// What a change does to the values of a type, before it is known who reads and who writes them.
struct ChangeEffect: OptionSet, Sendable {
    let rawValue: UInt8

    /// Values are possible that the old version excludes.
    static let widens = ChangeEffect(rawValue: 1)
    /// Values are excluded that the old version permits.
    static let narrows = ChangeEffect(rawValue: 2)
    /// What old writers send stays valid and is no longer looked at.
    static let ignoresInput = ChangeEffect(rawValue: 4)
    /// What old readers look for need not be there, and will not be there again.
    static let stopsOutput = ChangeEffect(rawValue: 8)
    /// It cannot be told.
    static let unknown = ChangeEffect(rawValue: 16)

    /// The verdict where the values travel as `use` says.
    func verdict(in use: DataUse) -> (LexiconChange.Verdict, Set<LexiconChange.Party>) {
        let broken = (contains(.widens) ? use.readers : []).union(contains(.narrows) ? use.senders : [])
        if !broken.isEmpty { return (.breaking, broken) }
        if contains(.unknown) { return (.unclear, use.readers.union(use.senders)) }
        let concerned = (contains(.stopsOutput) ? use.readers : []).union(contains(.ignoresInput) ? use.senders : [])
        return (concerned.isEmpty ? .safe : .unclear, concerned)
    }
}

extension DataUse {
    fileprivate var readers: Set<LexiconChange.Party> {
        isDisjoint(with: [.output, .record]) ? [] : [.oldReaders]
    }

    fileprivate var senders: Set<LexiconChange.Party> {
        var senders: Set<LexiconChange.Party> = []
        if contains(.input) { senders.insert(.oldCallers) }
        if contains(.record) { senders.insert(.oldWriters) }
        return senders
    }
}

extension LexiconChange.Rule {
    /// What changes of the kind do to values.
    ///
    /// An added error does nothing: every caller has to expect names that no lexicon declares. An added property is
    /// no narrowing, although a value with an unknown field of that name may now be invalid, because the language
    /// counts on new fields.
    var effect: ChangeEffect {
        if Self.widening.contains(self) { return .widens }
        if Self.narrowing.contains(self) { return .narrows }
        switch self {
        case .definitionRemoved, .definitionKindChanged, .methodKindChanged, .recordKeyChanged, .encodingChanged,
            .typeChanged, .constChanged, .formatChanged:
            return [.widens, .narrows]
        case .requiredPropertyRemoved: return [.widens, .ignoresInput]
        case .propertyRemoved: return [.ignoresInput, .stopsOutput]
        case .variantRemoved: return .ignoresInput
        case .tokenRemoved, .permissionWidened: return .unknown
        default: return []
        }
    }

    private static let widening: Set<Self> = [
        .recordKeyWidened, .outputRemoved, .encodingWidened, .schemaRemoved, .propertyOptional, .nullableAdded,
        .typeWidened, .boundLoosened, .enumRemoved, .enumValueAdded, .constRemoved, .formatRemoved, .formatWidened,
        .acceptWidened, .closedVariantAdded, .unionOpened,
    ]

    private static let narrowing: Set<Self> = [
        .recordKeyNarrowed, .permissionNarrowed, .inputAdded, .inputRemoved, .encodingNarrowed, .schemaAdded,
        .requiredPropertyAdded, .propertyRequired, .nullableRemoved, .typeNarrowed, .boundTightened, .enumAdded,
        .enumValueRemoved, .constAdded, .formatAdded, .formatNarrowed, .acceptNarrowed, .closedVariantRemoved,
        .unionClosed,
    ]
}
