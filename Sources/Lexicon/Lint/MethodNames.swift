// SPDX-License-Identifier: Apache-2.0

/// The names of methods and of their errors.
enum MethodNames: LintCheck {
    private static let readingVerbs = ["get", "list", "search", "describe", "resolve", "find"]
    private static let writingVerbs = ["create", "put", "update", "delete", "add", "remove", "set", "upload"]

    static func check(_ subject: LintSubject, _ report: inout LintReport) {
        guard let method = subject.method else { return }
        checkVerb(method.verb, subject.document.id, &report)
        var seen: Set<String> = []
        for (position, error) in method.errors.enumerated() {
            let pointer = ["defs", "main", "errors", String(position), "name"]
            if !NameSyntax.isUpperCamelCase(error.name) {
                report.add(.errorStyle, pointer, "\(error.name) should be in UpperCamelCase")
            }
            if !seen.insert(error.name.lowercased()).inserted {
                report.add(.repeatedError, pointer, "\(error.name) is declared twice")
            }
        }
    }

    private static func checkVerb(_ verb: MethodType.Verb, _ id: String, _ report: inout LintReport) {
        let name = id.split(separator: ".").last ?? ""
        let misleading: [String]
        switch verb {
        case .query: misleading = writingVerbs
        case .procedure: misleading = readingVerbs
        case .subscription: misleading = []
        }
        guard let word = misleading.first(where: { name.begins(withWord: $0) }) else { return }
        report.add(.verbMismatch, ["defs", "main", "type"], "\(word) does not sound like a \(verb.rawValue)")
    }
}

extension Substring {
    /// Whether the first word of a camel-case name is `word`.
    fileprivate func begins(withWord word: String) -> Bool {
        hasPrefix(word) && dropFirst(word.count).first.map { $0.isUppercase } != false
    }
}

/// The spelling of names.
enum NameSyntax {
    /// Letters and digits that begin with a capital.
    static func isUpperCamelCase(_ name: String) -> Bool {
        name.first.map { $0.isASCII && $0.isUppercase } == true && isWord(name)
    }

    /// Letters and digits that begin with a small letter.
    static func isLowerCamelCase(_ name: some StringProtocol) -> Bool {
        name.first.map { $0.isASCII && $0.isLowercase } == true && isWord(name)
    }

    private static func isWord(_ name: some StringProtocol) -> Bool {
        name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
    }
}
