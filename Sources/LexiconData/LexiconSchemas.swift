// SPDX-License-Identifier: Apache-2.0

public import Lexicon
import Synchronization
public import XRPCCore

/// The schemas of lexicons that were read at run time, for data of which there is no generated code.
///
/// A schema is made when it is first asked for; references between definitions are followed no earlier. A reference
/// to something that the set does not have, or that this version does not know, permits any object. Schemas that were
/// asked for refer to each other and are never freed, so make one of these for a set and not one for each request.
public final class LexiconSchemas: Sendable {
    let set: LexiconSet
    private let objects = Mutex<[String: ObjectSchema]>([:])

    /// Makes the schemas of a set.
    public init(_ set: LexiconSet) { self.set = set }

    /// The schema of an object or a record.
    ///
    /// - Parameter typeName: the name in data, such as `com.example.thing` or `com.example.defs#thing`.
    /// - Returns: nil where the name leads to nothing, or to something that is no object.
    public func objectSchema(of typeName: String) -> ObjectSchema? {
        if let known = objects.withLock({ $0[typeName] }) { return known }
        guard let (id, definition) = definition(typeName) else { return nil }
        let builder = SchemaBuilder(schemas: self)
        let schema: ObjectSchema? =
            switch definition.kind {
            case .record(let record): ObjectSchema(record: typeName, builder.fields(of: record.object))
            case .data(.object(let object)): ObjectSchema(name: typeName, builder.fields(of: object))
            default: nil
            }
        guard let schema, typeName == LexiconSchemas.typeName(id, definition.name) else { return nil }
        objects.withLock { $0[typeName] = schema }
        return schema
    }

    /// The schema of any definition of data, such as a named string or array.
    ///
    /// - Returns: nil where the name leads to nothing, or to something without data.
    public func schema(of typeName: String) -> LexSchema? {
        guard let (id, definition) = definition(typeName) else { return nil }
        switch definition.kind {
        case .record, .data: return SchemaBuilder(schemas: self).schema(of: definition, in: id, level: 0)
        case .method, .permissionSet, .token, .unsupported: return nil
        }
    }

    /// The schema of a type where it stands in a document of the set.
    public func schema(of type: DataType) -> LexSchema { SchemaBuilder(schemas: self).schema(of: type, level: 0) }

    static func typeName(_ id: String, _ name: String) -> String { name == "main" ? id : "\(id)#\(name)" }

    private func definition(_ typeName: String) -> (id: String, definition: LexiconDocument.Definition)? {
        let parts = typeName.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let id = String(parts[0])
        let name = parts.count == 2 ? String(parts[1]) : "main"
        return set.document(id)?.definition(name).map { (id, $0) }
    }
}

extension LexiconSet {
    /// The schema of an object or a record, with all that it refers to.
    ///
    /// Keep a ``LexiconSchemas`` where more than one is needed.
    public func objectSchema(of typeName: String) -> ObjectSchema? { LexiconSchemas(self).objectSchema(of: typeName) }
}
