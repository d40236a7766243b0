// SPDX-License-Identifier: Apache-2.0

import HTTPTypes

extension QueryString {
    /// The parameters that a schema knows, as data of the declared kinds; other names are dropped.
    ///
    /// An empty value counts as absent. A repeated name is an array or an error.
    ///
    /// - Throws: ``XRPCError``, 400, naming the parameter.
    public func parameters(by schema: ObjectSchema) throws(XRPCError) -> LexObject {
        guard !pairs.contains(where: { $0.name == "__proto__" }) else {
            throw XRPCError(
                status: .badRequest, name: "InvalidQueryParameter", message: "The parameter __proto__ is not allowed")
        }
        var object = LexObject()
        for field in schema.fields {
            let values = pairs.filter { $0.name.isSpelled(as: field.name) && !$0.value.isEmpty }
                .map(\.value)
            guard !values.isEmpty else { continue }
            object[field.name] = try Self.value(values, field.schema, name: field.name)
        }
        do {
            try schema.validate(object)
        } catch {
            throw .invalidRequest("The parameter \(error.path.dropFirst()) \(error.message)")
        }
        return object
    }

    private static func value(_ texts: [String], _ schema: LexSchema, name: String) throws(XRPCError) -> LexValue {
        if case .array(let element, _, _) = schema {
            var elements: [LexValue] = []
            for text in texts { elements.append(try scalar(text, element, name: name)) }
            return .array(elements)
        }
        guard texts.count == 1, let text = texts.first else {
            throw .invalidRequest("The parameter \(name) must not be repeated")
        }
        return try scalar(text, schema, name: name)
    }

    private static func scalar(_ text: String, _ schema: LexSchema, name: String) throws(XRPCError) -> LexValue {
        switch schema {
        case .boolean:
            guard text == "true" || text == "false" else {
                throw .invalidRequest("The parameter \(name) must be true or false")
            }
            return .bool(text == "true")
        case .integer:
            let digits = text.utf8.drop { $0 == UInt8(ascii: "-") }
            let isDecimal = !digits.isEmpty && digits.allSatisfy { (0x30...0x39).contains($0) }
            let safe: ClosedRange<Int64> = -9_007_199_254_740_991...9_007_199_254_740_991
            guard isDecimal, text.utf8.count - digits.count <= 1, let number = Int64(text), safe.contains(number) else {
                throw .invalidRequest("The parameter \(name) must be an integer")
            }
            return .integer(number)
        case .string:
            return .string(text)
        case .bytes, .link, .blob, .array, .definition, .union, .unknown:
            throw .invalidRequest("The parameter \(name) cannot be given in a query")
        }
    }
}
