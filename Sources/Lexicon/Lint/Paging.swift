// SPDX-License-Identifier: Apache-2.0

/// The usual shape of a query that answers in pages: a cursor both ways, a limit, and a list that is always there.
enum Paging: LintCheck {
    static func check(_ subject: LintSubject, _ report: inout LintReport) {
        guard let method = subject.method, method.verb == .query, let output = subject.object(of: method.output?.schema)
        else { return }
        let main = ["defs", "main"]
        let taken = method.parameters?.property("cursor")
        let given = output.property("cursor")
        switch (taken, given) {
        case (nil, nil):
            return
        case (_?, nil):
            report.add(.cursorOneSided, main + ["output"], "the query takes a cursor and never gives one")
        case (nil, _?):
            report.add(.cursorOneSided, main, "the query gives a cursor and has no parameter to take it back")
        case (let taken?, let given?):
            if taken.isRequired || given.isRequired {
                let pointer = taken.isRequired ? main + ["parameters"] : main + ["output"]
                report.add(.requiredCursor, pointer, "a required cursor leaves no first or last page")
            }
            checkPages(method, output, &report)
        }
    }

    private static func checkPages(_ method: MethodType, _ output: ObjectType, _ report: inout LintReport) {
        let main = ["defs", "main"]
        if method.parameters?.property("limit") == nil {
            report.add(.pageWithoutLimit, main + ["parameters"], "a query with a cursor needs a limit")
        }
        if !output.properties.contains(where: { $0.isRequired && $0.type.isArray }) {
            report.add(.pageWithoutList, main + ["output"], "a page needs a required array, even if it is empty")
        }
    }
}

extension ObjectType {
    fileprivate func property(_ name: String) -> Property? { properties.first { $0.name == name } }
}

extension DataType {
    fileprivate var isArray: Bool {
        if case .array = self { true } else { false }
    }
}
