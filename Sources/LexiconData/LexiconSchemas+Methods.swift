// SPDX-License-Identifier: Apache-2.0

import Lexicon
public import XRPCCore

extension LexiconSchemas {
    /// What a document says of its method, as generated code would.
    ///
    /// - Returns: nil where the document does not exist or defines no method.
    public func methodDescriptor(of id: String) -> MethodDescriptor? {
        guard case .method(let method) = set.document(id)?.definition("main")?.kind, let nsid = NSID(rawValue: id)
        else { return nil }
        let builder = SchemaBuilder(schemas: self)
        let kind: MethodDescriptor.Kind =
            switch method.verb {
            case .query: .query
            case .procedure: .procedure
            case .subscription: .subscription
            }
        return MethodDescriptor(
            nsid: nsid, kind: kind, parameters: ObjectSchema(method.parameters.map(builder.fields) ?? []),
            input: method.input.map(builder.body), output: method.output.map(builder.body),
            message: method.message.map(builder.unionSchema), errors: method.errors.map(\.name))
    }
}

extension SchemaBuilder {
    fileprivate func body(_ body: BodyType) -> MethodDescriptor.Body {
        MethodDescriptor.Body(encoding: body.encoding, schema: body.schema.map { schema(of: $0, level: 0) })
    }
}
