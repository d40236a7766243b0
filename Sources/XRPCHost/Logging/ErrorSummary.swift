// SPDX-License-Identifier: Apache-2.0

/// What a log may say of an error that nobody expected.
///
/// Its author's own description is taken as meant for others. Without one Swift would print every stored property, so
/// only the names of the type and of the case remain.
package enum ErrorSummary {
    package static func of(_ error: any Error) -> String {
        let type = String(describing: Swift.type(of: error))
        if let described = (error as Any) as? any CustomStringConvertible { return "\(type): \(described.description)" }
        let mirror = Mirror(reflecting: error)
        guard mirror.displayStyle == .enum else { return type }
        return "\(type).\(mirror.children.first?.label ?? String(describing: error))"
    }
}
