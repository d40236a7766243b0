// SPDX-License-Identifier: Apache-2.0

import LexTesting
import Testing
import XRPCCore

extension ValueGenerator {
    /// An object of a schema that some object satisfies.
    mutating func required(_ schema: ObjectSchema) throws -> LexObject {
        let object = object(schema)
        return try #require(object)
    }
}

extension ValueBreaker {
    /// A broken object of a schema that refuses some object.
    mutating func required(_ object: LexObject, _ schema: ObjectSchema) throws -> BrokenValue {
        let broken = broken(object, schema)
        return try #require(broken)
    }
}
