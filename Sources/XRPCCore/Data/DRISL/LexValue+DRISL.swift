// SPDX-License-Identifier: Apache-2.0

extension LexValue {
    /// The value in DRISL, the deterministic form of CBOR that records are hashed in (dasl.ing/drisl.html).
    ///
    /// Map keys are sorted by length and then by bytes, numbers take the fewest bytes, and links are tag 42.
    ///
    /// - Throws: ``DRISLError`` for a link whose CID has no ``CID/bytes``, for two members of one name, and for more
    ///   than 64 levels. A value that was read from a request body or from DRISL has none of these.
    public var drisl: [UInt8] {
        get throws(DRISLError) {
            var writer = DRISLWriter()
            try writer.write(self)
            return writer.bytes
        }
    }

    /// Reads bytes that are one item in the form that ``drisl`` writes, and nothing else.
    ///
    /// - Throws: ``DRISLError`` with the first rule that the bytes break.
    public init(drisl bytes: [UInt8]) throws(DRISLError) {
        var rest = bytes[...]
        self = try LexValue(takingDRISLFrom: &rest)
        guard rest.isEmpty else { throw DRISLError(code: .trailingBytes, offset: rest.startIndex) }
    }

    /// Reads one item from the front of `bytes` and leaves what follows it; after an error `bytes` are as they were.
    ///
    /// - Throws: ``DRISLError`` with the first rule that the item breaks.
    public init(takingDRISLFrom bytes: inout ArraySlice<UInt8>) throws(DRISLError) {
        var reader = DRISLReader(bytes)
        self = try reader.item()
        bytes = bytes[reader.position...]
    }
}
