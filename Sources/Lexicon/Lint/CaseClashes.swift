// SPDX-License-Identifier: Apache-2.0

/// Names that only letter case tells apart meet in file systems and in generated code.
enum CaseClashes: LintCheck {
    static func check(_ subject: LintSubject, _ report: inout LintReport) {
        let document = subject.document
        let namesakes = subject.census.idsByLowerCase[document.id.lowercased()] ?? []
        if let first = namesakes.first, first != document.id {
            report.add(.caseClash, ["id"], "\(document.id) and \(first) differ by letter case only")
        }
        check(document.definitions.map(\.name), ["defs"], &report)
        for site in document.sites {
            guard case .object(let object) = site.type else { continue }
            check(object.properties.map(\.name), site.pointer + ["properties"], &report)
        }
    }

    private static func check(_ names: [String], _ pointer: [String], _ report: inout LintReport) {
        var seen: [String: String] = [:]
        for name in names {
            if let earlier = seen.updateValue(name, forKey: name.lowercased()) {
                report.add(.caseClash, pointer + [name], "\(name) and \(earlier) differ by letter case only")
            }
        }
    }
}
