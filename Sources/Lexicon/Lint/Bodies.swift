// SPDX-License-Identifier: Apache-2.0

/// Encodings, schemas and messages of methods.
enum Bodies: LintCheck {
    static func check(_ subject: LintSubject, _ report: inout LintReport) {
        guard let method = subject.method else { return }
        for (name, body) in [("input", method.input), ("output", method.output)] {
            guard let body else { continue }
            check(body, ["defs", "main", name], &report)
        }
        if method.verb == .subscription, method.message?.references.isEmpty != false {
            report.add(.subscriptionWithoutMessage, ["defs", "main"], "a subscription needs the types of its messages")
        }
    }

    private static func check(_ body: BodyType, _ pointer: [String], _ report: inout LintReport) {
        let isJSON = body.encoding == "application/json"
        if isJSON, body.schema == nil {
            report.add(.jsonWithoutSchema, pointer, "a JSON body needs a schema")
        }
        if !isJSON, body.schema != nil {
            report.add(
                .schemaWithoutJSON, pointer + ["schema"], "no reader looks at the schema of \(body.encoding)")
        }
    }
}
