// SPDX-License-Identifier: Apache-2.0

import DPoP
import Foundation
import HTTPTypes
import XRPCCore

/// Turns outcomes into responses.
///
/// Every failure of the host meets HTTP here and nowhere else.
struct Answer: Sendable {
    let offer: SessionOffer

    /// A method's output, or 200 without a body.
    func success(_ output: BodyContent) -> HostResponse {
        switch output {
        case .none: HostResponse(status: .ok)
        case .value(let value): HostResponse(status: .ok, headerFields: Self.jsonFields, body: value.json)
        case .bytes(let bytes, let type): HostResponse(status: .ok, headerFields: [.contentType: type], body: bytes)
        }
    }

    /// The error that the client sees for anything that was thrown.
    func wireError(_ error: any Error) -> XRPCError {
        switch error {
        case let error as XRPCError: error
        case let refusal as SessionRefusal: XRPCError(refusal, offer: offer)
        case let refusal as Refusal: XRPCError(.session(refusal), offer: offer)
        default: .internalServerError
        }
    }

    /// A failure in the envelope of XRPC.
    func failure(_ error: XRPCError) -> HostResponse {
        var fields = Self.jsonFields
        for field in error.headerFields { fields.append(field) }
        return HostResponse(status: error.status, headerFields: fields, body: error.body.json)
    }

    /// 404 in plain text, for paths that are not XRPC's.
    func elsewhere() -> HostResponse {
        HostResponse(
            status: .notFound, headerFields: [.contentType: "text/plain; charset=utf-8"],
            body: Array("Not Found\n".utf8))
    }

    private static let jsonFields: HTTPFields = [.contentType: "application/json"]
}
