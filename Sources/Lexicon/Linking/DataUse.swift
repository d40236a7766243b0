// SPDX-License-Identifier: Apache-2.0

/// Where values of a type travel, which decides who reads them and who writes them.
public struct DataUse: OptionSet, Sendable, Hashable {
    /// The bits.
    public let rawValue: UInt8

    /// Makes a set of uses from bits.
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// Parameters and request bodies: callers write, the host reads.
    public static let input = DataUse(rawValue: 1)
    /// Response bodies and messages: the host writes, callers read.
    public static let output = DataUse(rawValue: 2)
    /// Records: everybody writes, everybody reads, and what is stored stays.
    public static let record = DataUse(rawValue: 4)
}

/// The uses of every definition of a set, followed through references and across documents.
public struct DataUseMap: Sendable {
    private var uses: [String: DataUse] = [:]

    /// Follows every reference of `set`; recursive types end.
    public init(_ set: LexiconSet) {
        var pending: [(type: DataType, use: DataUse)] = []
        for document in set.documents {
            for definition in document.definitions { pending += definition.primaryUses }
            if let main = document.definition("main"), case .record = main.kind { uses[document.id] = .record }
        }
        while let (type, use) = pending.popLast() {
            for reference in type.allReferences {
                let known = uses[reference.typeName] ?? []
                guard !known.isSuperset(of: use) else { continue }
                uses[reference.typeName] = known.union(use)
                pending += set.target(of: reference)?.dataTypes.map { ($0, use) } ?? []
            }
        }
    }

    /// The uses of a definition by its name in data; empty where nothing refers to it.
    public subscript(typeName: String) -> DataUse { uses[typeName] ?? [] }
}

extension LexiconDocument {
    /// The name of one of its definitions in data and in messages.
    func typeName(of definition: String) -> String { definition == "main" ? id : "\(id)#\(definition)" }
}

extension LexiconDocument.Definition {
    /// The types that a record or a method puts to use by itself.
    fileprivate var primaryUses: [(type: DataType, use: DataUse)] {
        switch kind {
        case .record(let record): [(.object(record.object), .record)]
        case .method(let method): method.dataUses
        case .data, .permissionSet, .token, .unsupported: []
        }
    }

    /// The types of which a reference to the definition makes use.
    fileprivate var dataTypes: [DataType] {
        switch kind {
        case .record(let record): [.object(record.object)]
        case .data(let type): [type]
        case .method, .permissionSet, .token, .unsupported: []
        }
    }
}

extension MethodType {
    fileprivate var dataUses: [(type: DataType, use: DataUse)] {
        var uses: [(type: DataType, use: DataUse)] = []
        if let schema = input?.schema { uses.append((schema, .input)) }
        if let schema = output?.schema { uses.append((schema, .output)) }
        if let message { uses.append((.union(message), .output)) }
        return uses
    }
}

extension DataType {
    /// The references in the type and in the types within it.
    var allReferences: [Reference] {
        switch self {
        case .array(let array): array.items.allReferences
        case .object(let object): object.properties.flatMap { $0.type.allReferences }
        default: ownReferences
        }
    }
}
