// SPDX-License-Identifier: Apache-2.0

/// Compares what a permission set grants with what its later version grants.
struct PermissionDiff {
    let old: PermissionSetType
    let new: PermissionSetType
    let pointer: [String]

    func compare(_ collector: inout DifferenceCollector) {
        collector.compareTexts(old.title, new.title, pointer + ["title"], "the title")
        collector.compareTexts(old.detail, new.detail, pointer + ["detail"], "the detail")
        let (before, after) = (Self.grants(old), Self.grants(new))
        for entry in before where !after.contains(where: { $0.grant.covers(entry.grant) }) {
            collector.add(.permissionNarrowed, entry.pointer, "\(entry.grant) is no longer granted", side: .old)
        }
        for entry in after where !before.contains(where: { $0.grant.covers(entry.grant) }) {
            collector.add(.permissionWidened, entry.pointer, "\(entry.grant) is granted now")
        }
    }

    private typealias Entry = (grant: Grant, pointer: [String])

    private static func grants(_ set: PermissionSetType) -> [Entry] {
        var seen: Set<Grant> = []
        var entries: [Entry] = []
        for permission in set.permissions {
            for grant in Grant.all(of: permission) where seen.insert(grant).inserted {
                entries.append((grant, permission.pointer))
            }
        }
        return entries
    }
}

/// One thing that a permission permits.
private struct Grant: Hashable, CustomStringConvertible {
    let resource: String
    let name: String
    /// What may be done to records, or who is called.
    let detail: String

    static func all(of permission: PermissionSetType.Permission) -> [Grant] {
        let details: [String]
        switch permission.resource {
        case "repo": details = permission.actions.isEmpty ? ["create", "update", "delete"] : permission.actions
        case "rpc": details = [permission.inheritsAudience ? "inherited" : permission.audience ?? ""]
        default: details = [""]
        }
        let names = permission.names.isEmpty ? [""] : permission.names
        return names.flatMap { name in
            details.map { Grant(resource: permission.resource, name: name, detail: $0) }
        }
    }

    func covers(_ other: Grant) -> Bool {
        resource == other.resource && (name == "*" || name == other.name)
            && (detail == "*" || detail == other.detail)
    }

    var description: String { [resource, name, detail].filter { !$0.isEmpty }.joined(separator: " ") }
}
