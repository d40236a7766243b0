// SPDX-License-Identifier: Apache-2.0

import Lexicon

/// Objects, unions and lists of values to declarations, with everything that stands inside them.
struct StructTranslator {
    let resolver: TypeResolver
    let options: GeneratorOptions
    let document: String

    /// Where an object travels: a default is sent in requests, and only read elsewhere.
    enum Use { case request, data }

    /// The declaration of a type that has a name.
    func declaration(
        _ type: DataType, _ pointer: [String], name: String, fullName: String,
        identity: StructDeclaration.Identity = .inline, comment: String?, use: Use
    ) -> TypeDeclaration {
        switch type {
        case .union(let union):
            return .union(self.union(union, pointer, name: name, fullName: fullName, comment: comment))
        case .string(let string):
            let kind: ValuesDeclaration.Kind = string.allowed == nil ? .knownStrings : .closedStrings
            let literals = (string.allowed ?? string.knownValues ?? []).map(SwiftNames.literal)
            return .values(values(kind, literals, pointer, name, comment))
        case .integer(let integer):
            return .values(values(.closedIntegers, (integer.allowed ?? []).map(String.init), pointer, name, comment))
        case .object(let object):
            return .structure(
                structure(
                    object, pointer, name: name, fullName: fullName, identity: identity, comment: comment, use: use))
        default:
            return .alias(name: name, type: .plain("LexValue"), comment: comment)
        }
    }

    func structure(
        _ object: ObjectType, _ pointer: [String], name: String, fullName: String,
        identity: StructDeclaration.Identity, comment: String?, use: Use
    ) -> StructDeclaration {
        let identifiers = zip(resolver.names.members(document, pointer), resolver.names.fallbacks(document, pointer))
        var nested: [TypeDeclaration] = []
        let fields = zip(object.properties, identifiers).map { property, identifiers in
            let inner = pointer + ["properties", property.name]
            nested += inlineTypes(property.type, inner, container: fullName, comment: property.description, use: use)
            return field(property, identifiers, inner, container: fullName, use: use)
        }
        return StructDeclaration(
            name: name, fullName: fullName, comment: comment, identity: identity, fields: fields, nested: nested)
    }

    /// The declarations of the types that stand inline at a place.
    func inlineTypes(
        _ type: DataType, _ pointer: [String], container: String, comment: String?, use: Use
    ) -> [TypeDeclaration] {
        if case .array(let array) = type {
            return inlineTypes(array.items, pointer + ["items"], container: container, comment: nil, use: use)
        }
        guard let name = resolver.names.inlineType(document, pointer) else { return [] }
        let fullName = "\(container).\(SwiftNames.source(name))"
        return [declaration(type, pointer, name: name, fullName: fullName, comment: comment, use: use)]
    }

    private func field(
        _ property: ObjectType.Property, _ identifiers: (own: String, fallback: String?), _ pointer: [String],
        container: String, use: Use
    ) -> FieldDeclaration {
        let resolved = resolver.resolve(property.type, document, pointer, in: container)
        let literal = property.isNullable ? nil : defaultLiteral(property.type, pointer)
        let isSent = use == .request && options.defaults == .sent
        let presence: FieldDeclaration.Presence =
            if property.isRequired { .required } else if isSent, let literal { .defaulted(literal) } else { .optional }
        var fallback: (identifier: String, literal: String)?
        if case .optional = presence, let literal, let name = identifiers.fallback { fallback = (name, literal) }
        return FieldDeclaration(
            wireName: property.name, identifier: identifiers.own,
            type: property.isNullable ? .nullable(resolved.swift) : resolved.swift, presence: presence,
            isRequired: property.isRequired, isNullable: property.isNullable, fallback: fallback,
            schema: resolved.schema, comment: property.description)
    }

    /// The default as an expression of the property's type; nil where there is none, or where the type may refuse it.
    private func defaultLiteral(_ type: DataType, _ pointer: [String]) -> String? {
        switch type {
        case .boolean(let boolean):
            return boolean.defaultValue.map(String.init)
        case .integer(let integer):
            guard let value = integer.defaultValue else { return nil }
            return caseName(of: value, in: integer.allowed, type, pointer) ?? String(value)
        case .string(let string):
            guard let value = string.defaultValue, string.format == nil else { return nil }
            return caseName(of: value, in: string.allowed, type, pointer) ?? SwiftNames.literal(value)
        default:
            return nil
        }
    }

    private func caseName<Value: Equatable>(
        of value: Value, in allowed: [Value]?, _ type: DataType, _ pointer: [String]
    ) -> String? {
        guard type.needsDeclaration, let position = allowed?.firstIndex(of: value) else { return nil }
        return "." + SwiftNames.source(resolver.names.members(document, pointer)[position])
    }

    func union(
        _ union: UnionType, _ pointer: [String], name: String, fullName: String, comment: String?
    ) -> UnionDeclaration {
        let identifiers = resolver.names.members(document, pointer)
        let cases = zip(union.variants, identifiers).compactMap { reference, identifier -> (String, SwiftType)? in
            guard resolver.isStruct(reference) else { return nil }
            return (identifier, .declared(resolver.names.fullName(of: reference.name, in: reference.id)))
        }
        return UnionDeclaration(
            name: name, fullName: fullName, comment: comment, isClosed: union.isClosed, cases: cases)
    }

    private func values(
        _ kind: ValuesDeclaration.Kind, _ literals: [String], _ pointer: [String], _ name: String, _ comment: String?
    ) -> ValuesDeclaration {
        var seen: Set<String> = []
        let identifiers = resolver.names.members(document, pointer)
        let values = zip(identifiers, literals).filter { seen.insert($0.1).inserted }
        return ValuesDeclaration(
            name: name, kind: kind, comment: comment, values: values.map { (identifier: $0.0, literal: $0.1) })
    }
}
