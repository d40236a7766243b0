// SPDX-License-Identifier: Apache-2.0

/// A few rules about one subject.
protocol LintCheck: SendableMetatype {
    /// Reports what the rules object to in one document.
    static func check(_ subject: LintSubject, _ report: inout LintReport)
}

/// A document among the others of its set.
struct LintSubject {
    let document: LexiconDocument
    let set: LexiconSet
    let census: LintCensus

    /// The types that occur in records, here or through references from elsewhere.
    var recordSites: [LexiconDocument.Site] {
        document.sites.filter { census.uses[document.typeName(of: $0.definition)].contains(.record) }
    }

    /// The method that the document defines.
    var method: MethodType? {
        guard let main = document.definition("main"), case .method(let method) = main.kind else { return nil }
        return method
    }

    /// The object that a body is, also through a reference.
    func object(of schema: DataType?) -> ObjectType? {
        switch schema {
        case .object(let object):
            return object
        case .reference(let reference):
            guard case .data(.object(let object)) = set.target(of: reference)?.kind else { return nil }
            return object
        default:
            return nil
        }
    }
}

/// Collects the findings of one document at the levels of a lint.
struct LintReport {
    let place: FindingPlace
    let lint: LexiconLint
    private(set) var findings: [Diagnostic] = []

    init(place: FindingPlace, lint: LexiconLint) {
        self.place = place
        self.lint = lint
    }

    mutating func add(_ rule: Diagnostic.Rule, _ pointer: [String], _ message: String) {
        let severity: Diagnostic.Severity
        switch lint.level(of: rule) {
        case .off: return
        case .warning: severity = .warning
        case .error: severity = .error
        }
        findings.append(place.finding(pointer, severity, rule, message))
    }
}

/// What the rules need to know about a whole set, counted once.
struct LintCensus {
    let uses: DataUseMap
    /// The definitions that another definition refers to, as a type or as a known value.
    let referenced: Set<String>
    /// The definitions of which no value is finite.
    let endless: Set<String>
    /// The NSIDs by their lower-case form, in order.
    let idsByLowerCase: [String: [String]]
    /// The groups that have a document other than a permission set: NSIDs without their last segment.
    let groups: Set<String>

    init(_ set: LexiconSet) {
        uses = DataUseMap(set)
        endless = EndlessTypes.find(in: set)
        var referenced: Set<String> = []
        for document in set.documents {
            for site in document.sites {
                let own = document.typeName(of: site.definition)
                referenced.formUnion(site.type.namedDefinitions.filter { $0 != own })
            }
        }
        self.referenced = referenced
        idsByLowerCase = Dictionary(grouping: set.documents.map(\.id)) { $0.lowercased() }
        groups = Set(set.documents.filter { !$0.isPermissionSet }.map(\.id.group))
    }
}

extension DataType {
    /// The definitions that the type names, known values included.
    fileprivate var namedDefinitions: [String] {
        guard case .string(let string) = self else { return ownReferences.map(\.typeName) }
        return (string.knownValues ?? []) + (string.allowed ?? [])
    }
}

extension LexiconDocument {
    fileprivate var isPermissionSet: Bool {
        if case .permissionSet = definition("main")?.kind { true } else { false }
    }
}

extension String {
    /// An NSID without its last segment.
    var group: String { split(separator: ".").dropLast().joined(separator: ".") }
}
