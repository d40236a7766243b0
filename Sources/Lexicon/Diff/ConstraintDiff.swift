// SPDX-License-Identifier: Apache-2.0

/// Single constraints, each a member of a type on both sides.
extension DifferenceCollector {
    mutating func compareLower<Bound: FixedWidthInteger>(
        _ name: String, _ old: Bound?, _ new: Bound?, _ pointer: [String]
    ) {
        let (before, after) = (old ?? .min, new ?? .min)
        guard before != after else { return }
        addBound(name, isTighter: after > before, Self.text(old), Self.text(new), pointer)
    }

    mutating func compareUpper<Bound: FixedWidthInteger>(
        _ name: String, _ old: Bound?, _ new: Bound?, _ pointer: [String]
    ) {
        let (before, after) = (old ?? .max, new ?? .max)
        guard before != after else { return }
        addBound(name, isTighter: after < before, Self.text(old), Self.text(new), pointer)
    }

    private mutating func addBound(
        _ name: String, isTighter: Bool, _ old: String, _ new: String, _ pointer: [String]
    ) {
        add(
            isTighter ? .boundTightened : .boundLoosened, pointer + [name], "\(name) was \(old) and is \(new)")
    }

    mutating func compareEnums<Value: Hashable>(_ old: [Value]?, _ new: [Value]?, _ pointer: [String]) {
        let pointer = pointer + ["enum"]
        switch (old, new) {
        case (nil, nil): break
        case (nil, _?): add(.enumAdded, pointer, "only the listed values are permitted now")
        case (_?, nil): add(.enumRemoved, pointer, "all values are permitted now", side: .old)
        case (let old?, let new?):
            let (before, after) = (Set(old), Set(new))
            for (position, value) in old.enumerated() where !after.contains(value) {
                add(.enumValueRemoved, pointer + [String(position)], "the value \(value) is gone", side: .old)
            }
            for (position, value) in new.enumerated() where !before.contains(value) {
                add(.enumValueAdded, pointer + [String(position)], "the value \(value) is new")
            }
        }
    }

    mutating func compareConstants<Value: Equatable>(_ old: Value?, _ new: Value?, _ pointer: [String]) {
        guard old != new else { return }
        let pointer = pointer + ["const"]
        switch (old, new) {
        case (nil, _): add(.constAdded, pointer, "only \(Self.text(new)) is permitted now")
        case (_, nil): add(.constRemoved, pointer, "more than \(Self.text(old)) is permitted now", side: .old)
        default: add(.constChanged, pointer, "\(Self.text(old)) became \(Self.text(new))")
        }
    }

    mutating func compareDefaults<Value: Equatable>(_ old: Value?, _ new: Value?, _ pointer: [String]) {
        guard old != new else { return }
        add(
            .defaultChanged, pointer + ["default"], "the default was \(Self.text(old)) and is \(Self.text(new))",
            side: new == nil ? .old : .new)
    }

    mutating func compareFormats(_ old: String?, _ new: String?, _ pointer: [String]) {
        guard old != new else { return }
        let rule: LexiconChange.Rule
        switch (old, new) {
        case (nil, _): rule = .formatAdded
        case (_, nil): rule = .formatRemoved
        case (let old?, let new?) where FormatOrder.isWithin(old, new): rule = .formatWidened
        case (let old?, let new?) where FormatOrder.isWithin(new, old): rule = .formatNarrowed
        default: rule = .formatChanged
        }
        add(
            rule, pointer + ["format"], "the format was \(Self.text(old)) and is \(Self.text(new))",
            side: new == nil ? .old : .new)
    }

    private static func text<Value>(_ value: Value?) -> String { value.map { "\($0)" } ?? "absent" }
}

/// The formats whose every string also follows a second format.
enum FormatOrder {
    static func isWithin(_ narrow: String, _ wide: String) -> Bool {
        switch (KnownFormat(rawValue: narrow), KnownFormat(rawValue: wide)) {
        case (.did, .atIdentifier), (.handle, .atIdentifier), (.tid, .recordKey), (.nsid, .recordKey): true
        default: false
        }
    }
}
