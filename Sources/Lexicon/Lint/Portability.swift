// SPDX-License-Identifier: Apache-2.0

/// What some implementations of the language refuse although others accept it.
enum Portability: LintCheck {
    /// The greatest integer that a double holds without loss.
    static let greatestInteger: Int64 = 9_007_199_254_740_991

    static func check(_ subject: LintSubject, _ report: inout LintReport) {
        let roots = Set(subject.document.definitions.flatMap { $0.roots.map(\.pointer) })
        for site in subject.document.sites {
            checkShape(site, isRoot: roots.contains(site.pointer), &report)
            if case .integer(let integer) = site.type { check(integer, site.pointer, &report) }
            for reference in site.type.ownReferences where reference.text.hasSuffix("#main") {
                report.add(.mainFragment, reference.pointer, "\(reference.id) without #main means the same")
            }
        }
    }

    private static func checkShape(_ site: LexiconDocument.Site, isRoot: Bool, _ report: inout LintReport) {
        switch site.type {
        case .object(let object):
            if !isRoot { report.add(.inlineObject, site.pointer, "give the object a definition and refer to it") }
            for property in object.properties where property.name.hasPrefix("$") {
                report.add(
                    .dollarName, site.pointer + ["properties", property.name],
                    "names with a dollar sign belong to the data model")
            }
        case .array(let array):
            if case .array = array.items {
                report.add(.nestedArray, site.pointer + ["items"], "put the inner array into an object")
            }
        default:
            break
        }
    }

    private static func check(_ integer: IntegerType, _ pointer: [String], _ report: inout LintReport) {
        let values = [
            ("minimum", integer.minimum), ("maximum", integer.maximum), ("default", integer.defaultValue),
            ("const", integer.constant),
        ]
        for (name, value) in values {
            guard let value, value.magnitude > greatestInteger.magnitude else { continue }
            report.add(.unsafeInteger, pointer + [name], "\(value) does not fit the 53 bits that all readers have")
        }
        for (position, value) in (integer.allowed ?? []).enumerated()
        where value.magnitude > greatestInteger.magnitude {
            report.add(
                .unsafeInteger, pointer + ["enum", String(position)],
                "\(value) does not fit the 53 bits that all readers have")
        }
    }
}
