// SPDX-License-Identifier: Apache-2.0

/// Hands out names that are unique in one scope.
struct NameScope {
    private(set) var used: Set<String>
    private var lastNumbers: [String: Int] = [:]
    private let reserved: Set<String>

    /// Makes a scope in which some names already mean something else.
    init(reserved: Set<String>) {
        self.reserved = reserved
        used = []
    }

    /// `wanted`, or with underscores where it is reserved, or the first of `wanted2`, `wanted3`, … that is free.
    mutating func claim(_ wanted: String) -> String {
        var base = wanted
        while reserved.contains(base) { base += "_" }
        guard !used.insert(base).inserted else { return base }
        var number = lastNumbers[base] ?? 1
        repeat { number += 1 } while !used.insert("\(base)\(number)").inserted
        lastNumbers[base] = number
        return "\(base)\(number)"
    }

    /// Whether `name` can be had as it is.
    func isFree(_ name: String) -> Bool { !used.contains(name) && !reserved.contains(name) }
}

/// Names that generated code uses itself, or that Swift gives a meaning of its own.
enum ReservedNames {
    /// Types of the standard library and of the runtime, which a nested type of the same name would hide.
    static let types: Set<String> = [
        "ATIdentifier", "ATURI", "Any", "Blob", "Bool", "CID", "CaseIterable", "ClosedInteger", "ClosedString",
        "Codable",
        "CodingKeys",
        "DID", "Datetime", "DeclaredErrorName", "Handle", "Hashable", "Indirect", "Int", "KnownString", "LanguageTag",
        "LexBytes", "LexDataError", "LexLink", "LexObject", "LexRecord", "LexSchema", "LexStruct", "LexUnion",
        "LexValue", "LexiconRegistry", "MethodDescriptor", "NSID", "NoFields", "Nullable", "ObjectReader",
        "ObjectSchema", "ObjectWriter", "Protocol",
        "RawBody", "RawValue", "RecordKey", "Self", "String", "StringRule", "Swift", "TID", "Type", "URIString",
        "UnionReader", "UnionSchema", "UnionVariant", "XRPCCore", "XRPCProcedure", "XRPCQuery", "XRPCSubscription",
    ]
    /// Members that every generated type has already.
    static let members: Set<String> = [
        "Protocol", "Type", "allCases", "content", "descriptor", "encode", "hash", "hashValue", "init", "lexObject",
        "lexValue", "nsid", "rawValue", "reader", "schema", "self", "unknownFields", "validated", "validating",
        "variant", "violations",
        "write", "writer",
    ]
}
