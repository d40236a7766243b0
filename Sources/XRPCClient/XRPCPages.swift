// SPDX-License-Identifier: Apache-2.0

public import XRPCCore

extension XRPCClient {
    /// The answers of a query with a cursor, one page after another.
    ///
    /// The sequence ends at the first answer without a cursor, or with the cursor that led to it.
    public func pages<Method: XRPCQuery>(
        of method: Method.Type, _ parameters: Method.Parameters
    ) -> XRPCPages<Method> where Method.Output: LexStruct {
        XRPCPages(client: self, parameters: parameters)
    }
}

/// The answers of a query with a cursor.
public struct XRPCPages<Method: XRPCQuery>: AsyncSequence where Method.Output: LexStruct {
    let client: XRPCClient
    let parameters: Method.Parameters

    /// Starts at the cursor of the parameters, or at the beginning.
    public func makeAsyncIterator() -> Iterator { Iterator(client: client, parameters: parameters) }

    /// Asks for one page at a time.
    public struct Iterator: AsyncIteratorProtocol {
        let client: XRPCClient
        var parameters: Method.Parameters?

        init(client: XRPCClient, parameters: Method.Parameters) {
            self.client = client
            self.parameters = parameters
        }

        /// The next page, or nil after the last one.
        public mutating func next() async throws -> Method.Output? {
            guard let current = parameters else { return nil }
            let page = try await client.call(Method.self, current)
            var object = current.lexObject
            if case .string(let cursor) = page.lexObject["cursor"], object["cursor"] != .string(cursor) {
                object["cursor"] = .string(cursor)
                parameters = try Method.Parameters(validated: object)
            } else {
                parameters = nil
            }
            return page
        }
    }
}
