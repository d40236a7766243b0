// SPDX-License-Identifier: Apache-2.0

/// Definitions beside a record or a method that nothing in the set refers to.
///
/// A document without `main` is a collection for others, and what others use cannot be seen from here.
enum Unused: LintCheck {
    static func check(_ subject: LintSubject, _ report: inout LintReport) {
        guard subject.document.definition("main") != nil else { return }
        for definition in subject.document.definitions where definition.name != "main" {
            let name = subject.document.typeName(of: definition.name)
            if !subject.census.referenced.contains(name) {
                report.add(.unusedDefinition, definition.pointer, "nothing refers to \(definition.name)")
            }
        }
    }
}
