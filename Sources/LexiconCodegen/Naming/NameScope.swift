// SPDX-License-Identifier: Apache-2.0

/// Hands out names that are unique in one scope.
struct NameScope {
    private var used: Set<String>
    private let reserved: Set<String>

    /// Makes a scope in which some names already mean something else.
    init(reserved: Set<String>) {
        self.reserved = reserved
        used = []
    }

    /// `wanted`, or with an underscore where it is reserved, or the first of `wanted2`, `wanted3`, … that is free.
    mutating func claim(_ wanted: String) -> String {
        let base = reserved.contains(wanted) ? wanted + "_" : wanted
        var name = base
        var number = 2
        while !used.insert(name).inserted {
            name = "\(base)\(number)"
            number += 1
        }
        return name
    }

    /// Whether `name` can be had as it is.
    func isFree(_ name: String) -> Bool { !used.contains(name) && !reserved.contains(name) }
}

/// Names that generated code uses itself, or that Swift gives a meaning of its own.
enum ReservedNames {
    /// Types of the standard library and of the runtime, which a nested type of the same name would hide.
    static let types: Set<String> = [
        "Any", "Array", "Bool", "ClosedInteger", "ClosedString", "Codable", "CodingKeys", "DeclaredErrorName", "Decoder",
        "Double", "Encoder", "Equatable", "Error", "Hashable", "Indirect", "Int", "Int64", "KnownString", "LexBytes",
        "LexDataError", "LexLink", "LexObject", "LexRecord", "LexSchema", "LexStruct", "LexUnion", "LexValue",
        "MethodDescriptor", "Never", "NoFields", "Nullable", "ObjectReader", "ObjectSchema", "ObjectWriter", "Optional",
        "Protocol", "RawBody", "RawValue", "SchemaReference", "Self", "Sendable", "Set", "String", "StringRule", "Swift",
        "Type", "UnionReader", "UnionSchema", "UnionVariant", "XRPCCore", "XRPCProcedure", "XRPCQuery",
        "XRPCSubscription", "ATIdentifier", "ATURI", "Blob", "CID", "DID", "Datetime", "Handle", "LanguageTag", "NSID",
        "RecordKey", "TID", "URIString",
    ]
    /// Members that every generated type has already.
    static let members: Set<String> = [
        "Protocol", "Type", "allCases", "content", "descriptor", "encode", "hash", "hashValue", "init", "lexObject",
        "lexValue", "nsid", "rawValue", "schema", "self", "unknownFields", "variant", "violations", "write", "writer",
        "reader",
    ]
}
