// SPDX-License-Identifier: Apache-2.0

/// Compares the definitions of one document, which may be missing on one side.
struct DocumentDiff {
    let id: String
    let documents: VersionPair<LexiconDocument?>
    let uses: DataUseMap

    private typealias Definition = LexiconDocument.Definition

    func compare(_ collector: inout DifferenceCollector) {
        if documents.old != nil, documents.new != nil {
            collector.compareTexts(documents.old?.description, documents.new?.description, ["description"], id)
        }
        let old = ByteKeyed(documents.old?.definitions ?? [], by: \.name)
        let new = ByteKeyed(documents.new?.definitions ?? [], by: \.name)
        for definition in old.elements {
            collector.use = use(of: definition)
            if let later = new[definition.name] {
                compare(definition, later, &collector)
            } else {
                let rule: LexiconChange.Rule = definition.isToken ? .tokenRemoved : .definitionRemoved
                collector.add(
                    rule, definition.pointer, "\(typeName(of: definition)), \(definition.noun), is gone", side: .old)
            }
        }
        for definition in new.elements where old[definition.name] == nil {
            collector.add(
                .definitionAdded, definition.pointer, "\(typeName(of: definition)), \(definition.noun), is new")
        }
    }

    private func typeName(of definition: Definition) -> String {
        definition.name == "main" ? id : "\(id)#\(definition.name)"
    }

    /// Where the values of a definition travel.
    private func use(of definition: Definition) -> DataUse {
        switch definition.kind {
        case .method: return [.input, .output]
        case .permissionSet: return .input
        case .record, .data, .token, .unsupported:
            let use = uses[typeName(of: definition)]
            return use.isEmpty ? [.input, .output] : use
        }
    }

    private func compare(_ old: Definition, _ new: Definition, _ collector: inout DifferenceCollector) {
        let pointer = old.pointer
        collector.compareTexts(old.description, new.description, pointer + ["description"], old.name)
        switch (old.kind, new.kind) {
        case (.record(let left), .record(let right)):
            compareKeys(left.key, right.key, pointer, &collector)
            collector.compare(left.object, right.object, pointer + ["record"])
        case (.method(let left), .method(let right)):
            MethodDiff(old: left, new: right, pointer: pointer).compare(&collector)
        case (.permissionSet(let left), .permissionSet(let right)):
            PermissionDiff(old: left, new: right, pointer: pointer).compare(&collector)
        case (.data(let left), .data(let right)):
            collector.compare(left, right, pointer)
        case (.token, .token):
            break
        case (.unsupported(let left), .unsupported(let right)) where left == right:
            break
        default:
            collector.add(.definitionKindChanged, pointer, "\(old.name) was \(old.noun) and is \(new.noun)")
        }
        collector.resolve()
    }

    private func compareKeys(
        _ old: String, _ new: String, _ pointer: [String], _ collector: inout DifferenceCollector
    ) {
        guard old != new else { return }
        let rule: LexiconChange.Rule
        switch (old, new) {
        case (_, "any"): rule = .recordKeyWidened
        case ("any", _): rule = .recordKeyNarrowed
        default: rule = .recordKeyChanged
        }
        collector.add(rule, pointer + ["key"], "the key was \(old) and is \(new)")
    }
}

extension LexiconDocument.Definition {
    /// What it is, for a message.
    fileprivate var noun: String {
        switch kind {
        case .record: return "a record"
        case .method(let method): return "a \(method.verb.rawValue)"
        case .permissionSet: return "a permission set"
        case .token: return "a token"
        case .data(let type):
            return ["a", "e", "i", "o"].contains(type.name.prefix(1)) ? "an \(type.name)" : "a \(type.name)"
        case .unsupported(let type): return "a \(type)"
        }
    }

    fileprivate var isToken: Bool {
        if case .token = kind { true } else { false }
    }
}

/// Elements that are found by a name, compared byte by byte, in their own order.
struct ByteKeyed<Element> {
    let elements: [Element]
    private let positions: [[UInt8]: Int]

    init(_ elements: [Element], by name: (Element) -> String) {
        self.elements = elements
        let named = elements.enumerated().map { (Array(name($0.element).utf8), $0.offset) }
        positions = Dictionary(named, uniquingKeysWith: { first, _ in first })
    }

    subscript(name: String) -> Element? { positions[Array(name.utf8)].map { elements[$0] } }
}
