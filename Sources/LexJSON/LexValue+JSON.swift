// SPDX-License-Identifier: Apache-2.0

public import StrictJSON
public import XRPCCore

extension LexValue {
    /// Takes over a parsed JSON value by the rules of the data model (atproto.com/specs/data-model).
    ///
    /// An object with the one member `$bytes` or `$link` becomes bytes or a link. A number written with a fraction of
    /// zero becomes an integer. The value nests as deep as the parser allowed and no deeper.
    ///
    /// - Throws: `LexDataError` with the JSON pointer of the first value that the data model lacks: another fraction,
    ///   malformed bytes, a malformed link or blob, a `$type` that is not a name.
    public init(_ json: JSONValue) throws(LexDataError) {
        switch json {
        case .null: self = .null
        case .bool(let flag): self = .bool(flag)
        case .integer(let number): self = .integer(number)
        case .real(let number): self = .integer(try Self.whole(number))
        case .string(let text): self = .string(text)
        case .array(let elements): self = .array(try Self.converted(elements))
        case .object(let object): self = try ObjectConversion(object).value()
        }
    }

    /// The integer that a number with fraction or exponent stands for, if no other integer could have been meant.
    private static func whole(_ number: Double) throws(LexDataError) -> Int64 {
        guard number.magnitude < 0x1p53, let integer = Int64(exactly: number) else {
            throw LexDataError(path: "", rule: .type, message: "must be an integer, not a number with a fraction")
        }
        return integer
    }

    private static func converted(_ elements: [JSONValue]) throws(LexDataError) -> [LexValue] {
        var values: [LexValue] = []
        values.reserveCapacity(elements.count)
        for element in elements {
            do throws(LexDataError) {
                values.append(try LexValue(element))
            } catch {
                throw error.moved(into: String(values.count))
            }
        }
        return values
    }
}

extension LexObject {
    /// Takes over a parsed JSON object by the rules of the data model; bytes, links and other values are refused.
    ///
    /// - Throws: `LexDataError` as `LexValue` does, with an empty path where the value itself is no plain object.
    public init(_ json: JSONValue) throws(LexDataError) {
        guard case .object(let object) = try LexValue(json) else {
            throw LexDataError(path: "", rule: .type, message: "must be a JSON object")
        }
        self = object
    }
}
