// SPDX-License-Identifier: Apache-2.0

/// Numbers that callers choose should have bounds.
enum Parameters: LintCheck {
    static func check(_ subject: LintSubject, _ report: inout LintReport) {
        let pointer = ["defs", "main", "parameters", "properties"]
        for property in subject.method?.parameters?.properties ?? [] {
            guard case .integer(let integer) = property.type else { continue }
            if property.name == "limit" {
                checkLimit(integer, pointer + ["limit"], &report)
            } else if property.name != "cursor", integer.hasNoBound {
                report.add(.unboundedParameter, pointer + [property.name], "\(property.name) needs bounds")
            }
        }
    }

    private static func checkLimit(_ integer: IntegerType, _ pointer: [String], _ report: inout LintReport) {
        let members = [
            ("default", integer.defaultValue), ("minimum", integer.minimum), ("maximum", integer.maximum),
        ]
        let missing = members.filter { $0.1 == nil }.map(\.0)
        guard !missing.isEmpty, integer.allowed == nil else { return }
        report.add(.limitBounds, pointer, "limit lacks \(missing.joined(separator: ", "))")
    }
}

extension IntegerType {
    fileprivate var hasNoBound: Bool {
        minimum == nil && maximum == nil && allowed == nil && constant == nil
    }
}
