// SPDX-License-Identifier: Apache-2.0

import DPoP
import HTTPTypes
import XRPCCore

/// What a request carries in `Authorization`, sorted by kind before anything is parsed further.
enum PresentedCredential {
    /// Nothing.
    case none
    /// Something that is not a widget token.
    case session(AuthorizationField)
    /// A widget token; `isBearer` is false where it came with another scheme.
    case widget(token: String, isBearer: Bool)

    /// Sorts the credential by the prefix of widget tokens.
    ///
    /// - Throws: `Refusal` where the field itself is malformed.
    init(_ fields: HTTPFields, widgetPrefix: String?) throws(Refusal) {
        guard let field = try AuthorizationField(lines: fields[values: .authorization]) else {
            self = .none
            return
        }
        if let widgetPrefix, field.token.hasPrefix(widgetPrefix) {
            self = .widget(token: field.token, isBearer: field.scheme == .bearer)
        } else {
            self = .session(field)
        }
    }
}
