// SPDX-License-Identifier: Apache-2.0

/// Checks generated Swift without a compiler.
///
/// Every line has a known form, braces balance, no scope declares a name twice, no name hides a namespace, and every
/// type that is mentioned is declared.
public struct SwiftTextChecker {
    private var declared: Set<String> = []
    private var roots: Set<String> = []
    private var mentions: [(path: [String], line: String)] = []
    private var scopes: [Scope] = []

    private enum Scope {
        /// A type, by its full path.
        case type([String])
        /// The body of a function, a switch or a computed property.
        case code
    }

    /// Checks the files of one target.
    public static func check(_ files: [(name: String, text: String)]) {
        var checker = SwiftTextChecker()
        for file in files { checker.read(file.text) }
        checker.checkMentions()
    }

    private mutating func read(_ text: String) {
        for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
            read(SwiftLine(line.drop { $0 == UInt8(ascii: " ") }))
        }
        FuzzSupport.check(scopes.isEmpty, "braces do not balance")
    }

    private mutating func read(_ line: SwiftLine) {
        FuzzSupport.check(line.isKnown, "a line of no known form: \(line.text)")
        guard !line.isComment else { return }
        if line.closes {
            FuzzSupport.check(!scopes.isEmpty, "a closing brace too many")
            if !scopes.isEmpty { scopes.removeLast() }
        }
        var opened = Scope.code
        if let path = line.extensionPath {
            opened = .type(path)
        } else if case .type(let path)? = scopes.last ?? .type([]), let (name, isType) = line.declaration {
            declare(path + [name], isType: isType, line)
            if isType { opened = .type(path + [name]) }
        }
        for mention in line.paths where mention.count > 1 { mentions.append((mention, line.text)) }
        if line.opens { scopes.append(opened) }
    }

    private mutating func declare(_ path: [String], isType: Bool, _ line: SwiftLine) {
        let name = path[path.count - 1]
        FuzzSupport.check(SwiftLine.isIdentifier(name), "not an identifier: \(line.text)")
        let isNew = declared.insert(path.joined(separator: ".")).inserted
        FuzzSupport.check(isNew, "declared twice: \(path.joined(separator: "."))")
        if isType, path.count == 1 { roots.insert(name) }
    }

    private func checkMentions() {
        for name in declared {
            let parts = name.split(separator: ".")
            guard parts.count > 1, let last = parts.last else { continue }
            FuzzSupport.check(!roots.contains(String(last)), "hides a namespace: \(name)")
        }
        for mention in mentions where roots.contains(mention.path[0]) {
            var path = mention.path
            if let last = path.last, ["self", "descriptor", "schema", "Type"].contains(last) { path.removeLast() }
            let isDeclared = declared.contains(path.joined(separator: "."))
            FuzzSupport.check(isDeclared, "not declared: \(path.joined(separator: ".")) in \(mention.line)")
        }
    }
}
