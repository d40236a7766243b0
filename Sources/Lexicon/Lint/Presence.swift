// SPDX-License-Identifier: Apache-2.0

/// Whether a field is there, and what it means when it is not.
enum Presence: LintCheck {
    static func check(_ subject: LintSubject, _ report: inout LintReport) {
        for site in subject.document.sites {
            guard case .object(let object) = site.type else { continue }
            for property in object.properties {
                check(property, site.pointer + ["properties", property.name], &report)
            }
        }
        for definition in subject.document.definitions
        where subject.census.endless.contains(subject.document.typeName(of: definition.name)) {
            report.add(.endlessType, definition.pointer, "\(definition.name) requires itself without end")
        }
    }

    private static func check(
        _ property: ObjectType.Property, _ pointer: [String], _ report: inout LintReport
    ) {
        if property.isRequired, property.type.hasDefault {
            report.add(.requiredDefault, pointer + ["default"], "\(property.name) is required and needs no default")
        }
        if property.isNullable, !property.isRequired {
            report.add(.nullableOptional, pointer, "\(property.name) may be absent and may be null; one is enough")
        }
        if case .boolean(let boolean) = property.type, boolean.defaultValue == true {
            report.add(
                .defaultTrue, pointer + ["default"],
                "\(property.name) is true when it is absent; the opposite name reads better")
        }
    }
}

extension DataType {
    fileprivate var hasDefault: Bool {
        switch self {
        case .boolean(let boolean): boolean.defaultValue != nil
        case .integer(let integer): integer.defaultValue != nil
        case .string(let string): string.defaultValue != nil
        default: false
        }
    }
}
