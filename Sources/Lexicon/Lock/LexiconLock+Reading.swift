// SPDX-License-Identifier: Apache-2.0

import StrictJSON

extension LexiconLock {
    /// Why a file is not a lock file.
    public struct Refusal: Error, Sendable {
        /// Everything that is wrong with it.
        public let findings: [Diagnostic]
    }

    /// Reads a lock file.
    ///
    /// - Throws: ``Refusal`` with everything that is wrong.
    public init(_ file: LexiconFile) throws(Refusal) {
        var reader = LockReader(file)
        guard let lock = reader.lock() else { throw Refusal(findings: reader.findings) }
        self = lock
    }
}

/// Reads one lock file and collects every finding.
private struct LockReader {
    private(set) var findings: [Diagnostic] = []
    private let file: LexiconFile
    private let place: FindingPlace

    init(_ file: LexiconFile) {
        self.file = file
        place = FindingPlace(file)
    }

    mutating func lock() -> LexiconLock? {
        let value: JSONValue
        do {
            value = try JSONParser(limits: .lexicon).parse(file.bytes)
        } catch {
            findings.append(Diagnostic(error, in: file))
            return nil
        }
        guard let root = Node(value, []), root.value("version")?.integer == 1 else {
            refuse(["version"], "a lock file is an object with version 1")
            return nil
        }
        let roots = roots(root.value("lexicons"))
        let resolutions = resolutions(root.value("resolutions"))
        return findings.isEmpty ? LexiconLock(roots: roots, resolutions: resolutions) : nil
    }

    private mutating func roots(_ value: JSONValue?) -> [String] {
        guard let names = value?.array else {
            refuse(["lexicons"], "lexicons must be an array of NSIDs")
            return []
        }
        return names.enumerated().compactMap { position, name in
            guard let text = name.string, NSIDSyntax.isValid(text) else {
                refuse(["lexicons", String(position)], "lexicons must be an array of NSIDs")
                return nil
            }
            return text
        }
    }

    private mutating func resolutions(_ value: JSONValue?) -> [String: LexiconLock.Resolution] {
        guard let object = value?.object else {
            refuse(["resolutions"], "resolutions must be an object")
            return [:]
        }
        var resolutions: [String: LexiconLock.Resolution] = [:]
        for member in object.members {
            let pointer = ["resolutions", member.name]
            guard NSIDSyntax.isValid(member.name), let uri = member.value.object?["uri"]?.string,
                let cid = member.value.object?["cid"]?.string
            else {
                refuse(pointer, "an entry is an NSID with a uri and a cid")
                continue
            }
            if !Self.isURI(uri, of: member.name) {
                refuse(pointer + ["uri"], "the URI must be at://DID/\(LexiconLock.collection)/\(member.name)")
            }
            resolutions[member.name] = LexiconLock.Resolution(uri: uri, cid: cid)
        }
        return resolutions
    }

    private static func isURI(_ text: String, of id: String) -> Bool {
        text.hasPrefix("at://did:") && text.hasSuffix("/\(LexiconLock.collection)/\(id)")
    }

    private mutating func refuse(_ pointer: [String], _ message: String) {
        findings.append(place.finding(pointer, .error, .lockFile, message))
    }
}
