// SPDX-License-Identifier: Apache-2.0

/// Hands out names that are unique in one scope.
struct NameScope {
    private var used: Set<String> = []
    /// For each name that was wanted twice, the number to try next.
    private var nextNumbers: [String: Int] = [:]
    private let reserved: Set<String>

    /// Makes a scope in which some names already mean something else.
    init(reserved: Set<String>) {
        self.reserved = reserved
    }

    /// `wanted`, or with underscores where it is reserved, or the first of `wanted2`, `wanted3`, … that is free.
    mutating func claim(_ wanted: String) -> String {
        var base = wanted
        while reserved.contains(base) { base += "_" }
        if used.insert(base).inserted { return base }
        var number = nextNumbers[base] ?? 2
        while !isFree("\(base)\(number)") { number += 1 }
        nextNumbers[base] = number + 1
        used.insert("\(base)\(number)")
        return "\(base)\(number)"
    }

    /// Whether `name` can be had as it is.
    func isFree(_ name: String) -> Bool { !used.contains(name) && !reserved.contains(name) }
}

/// Names that generated code uses itself, or that Swift gives a meaning of its own.
enum ReservedNames {
    /// Types of the standard library and of the runtime, which a nested type of the same name would hide.
    static let types: Set<String> = [
        "ATIdentifier", "ATURI", "Any", "Blob", "Bool", "CID", "ClosedInteger", "ClosedString", "Codable", "CodingKeys",
        "DID", "Datetime", "DeclaredErrorName", "Handle", "Hashable", "Indirect", "Int", "KnownString", "LanguageTag",
        "LexBytes", "LexDataError", "LexLink", "LexObject", "LexRecord", "LexSchema", "LexStruct", "LexUnion",
        "LexValue", "LexiconRegistry",
        "MethodDescriptor", "NSID", "NoFields", "Nullable", "ObjectReader", "ObjectSchema", "ObjectWriter", "Protocol",
        "RawBody", "RawValue", "RecordKey", "Self", "String", "StringRule", "Swift", "TID", "Type", "URIString",
        "UnionReader", "UnionSchema", "UnionVariant", "XRPCCore", "XRPCProcedure", "XRPCQuery", "XRPCSubscription",
    ]
    /// Members that every generated type has already.
    static let members: Set<String> = [
        "Protocol", "Type", "allCases", "content", "descriptor", "encode", "hash", "hashValue", "init", "lexObject",
        "lexValue", "nsid", "rawValue", "schema", "self", "unknownFields", "variant", "violations", "write", "writer",
        "reader",
    ]
}
