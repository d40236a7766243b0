// SPDX-License-Identifier: Apache-2.0

/// Permission sets may speak for their own group of NSIDs only (atproto.com/specs/permission).
enum Permissions: LintCheck {
    static func check(_ subject: LintSubject, _ report: inout LintReport) {
        guard let main = subject.document.definition("main"), case .permissionSet(let permissions) = main.kind else {
            return
        }
        for (name, text) in [("title", permissions.title), ("detail", permissions.detail)]
        where text?.allSatisfy(\.isWhitespace) != false {
            report.add(.permissionSetText, main.pointer, "the permission set has no \(name) to show to people")
        }
        for permission in permissions.permissions { check(permission, subject, &report) }
    }

    private static func check(
        _ permission: PermissionSetType.Permission, _ subject: LintSubject, _ report: inout LintReport
    ) {
        let member = permission.resource == "rpc" ? "lxm" : "collection"
        let group = subject.document.id.group
        for (position, name) in permission.names.enumerated() {
            let pointer = permission.pointer + [member, String(position)]
            if name.contains("*") {
                report.add(.wildcardPermission, pointer, "a permission set must name each \(member)")
                continue
            }
            if !name.hasPrefix(group + ".") {
                report.add(.foreignPermission, pointer, "\(name) is outside \(group)")
            }
            if let fault = fault(of: name, permission.resource, subject) {
                report.add(.danglingPermission, pointer, fault)
            }
        }
    }

    private static func fault(of name: String, _ resource: String, _ subject: LintSubject) -> String? {
        guard let document = subject.set.document(name) else {
            return subject.census.groups.contains(name.group) ? "there is no document \(name)" : nil
        }
        switch (resource, document.definition("main")?.kind) {
        case ("repo", .record), ("rpc", .method): return nil
        case ("repo", _): return "\(name) is not a record"
        default: return "\(name) is not a method"
        }
    }
}
