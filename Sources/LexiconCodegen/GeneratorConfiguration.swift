// SPDX-License-Identifier: Apache-2.0

public import Lexicon
import StrictJSON

/// The file `lexicon-codegen.json` beside the lexicons of a target: what to generate from them.
public struct GeneratorConfiguration: Sendable, Equatable {
    /// The name of the file.
    public static let fileName = "lexicon-codegen.json"

    /// The options of the generator.
    public var options: GeneratorOptions
    /// What to generate code for, with all that it needs; nil for everything.
    public var roots: [String]?

    /// Makes a configuration; without arguments it is the one of a target that has no file.
    public init(options: GeneratorOptions = GeneratorOptions(), roots: [String]? = nil) {
        self.options = options
        self.roots = roots
    }

    /// Why a file is not a configuration.
    public struct Refusal: Error, Sendable {
        /// What is wrong, each with its place.
        public let findings: [Diagnostic]
    }

    /// Reads the file.
    ///
    /// - Throws: ``Refusal`` with every member that is unknown or has another value than it can have.
    public init(_ file: LexiconFile) throws(Refusal) {
        self.init()
        var reader = ConfigurationReader(file)
        guard let members = reader.members() else { throw Refusal(findings: reader.findings) }
        for member in members { read(member.name, member.value, &reader) }
        guard reader.findings.isEmpty else { throw Refusal(findings: reader.findings) }
    }

    private mutating func read(_ name: String, _ value: JSONValue, _ reader: inout ConfigurationReader) {
        switch name {
        case "access":
            if let access: GeneratorOptions.Access = reader.word(value, name) { options.access = access }
        case "defaults":
            if let defaults: GeneratorOptions.Defaults = reader.word(value, name) { options.defaults = defaults }
        case "parts":
            if let parts: [GeneratorOptions.Part] = reader.words(value, name) { options.parts = Set(parts) }
        case "roots":
            roots = reader.texts(value, name)
        default:
            reader.refuse([name], "there is no setting \(name); the settings are access, defaults, parts and roots")
        }
    }
}

/// Reads members of a configuration and collects what is wrong.
private struct ConfigurationReader {
    private(set) var findings: [Diagnostic] = []
    private let file: LexiconFile

    init(_ file: LexiconFile) {
        self.file = file
    }

    mutating func members() -> [JSONObject.Member]? {
        do {
            if let object = try JSONParser(limits: .file).parse(file.bytes).object { return object.members }
            refuse([], "the configuration must be an object")
        } catch {
            findings.append(Diagnostic(error, in: file))
        }
        return nil
    }

    mutating func refuse(_ pointer: [String], _ message: String) {
        findings.append(
            Diagnostic(
                file: file.displayPath, position: JSONPointerLocator(file.bytes).position(of: pointer),
                severity: .error, rule: .configuration, message: message))
    }

    mutating func word<Word: RawRepresentable & CaseIterable>(_ value: JSONValue, _ name: String) -> Word?
    where Word.RawValue == String {
        if let word = value.string.flatMap(Word.init) { return word }
        refuse([name], "\(name) must be one of \(Self.list(Word.self))")
        return nil
    }

    mutating func words<Word: RawRepresentable & CaseIterable>(_ value: JSONValue, _ name: String) -> [Word]?
    where Word.RawValue == String {
        let words = value.array?.map { $0.string.flatMap(Word.init) }
        if let words, words.allSatisfy({ $0 != nil }) { return words.compactMap(\.self) }
        refuse([name], "\(name) must be a list of some of \(Self.list(Word.self))")
        return nil
    }

    mutating func texts(_ value: JSONValue, _ name: String) -> [String]? {
        if let texts = value.array?.compactMap(\.string), texts.count == value.array?.count { return texts }
        refuse([name], "\(name) must be a list of NSIDs and patterns such as com.example.*")
        return nil
    }

    private static func list<Word: RawRepresentable & CaseIterable>(_ type: Word.Type) -> String
    where Word.RawValue == String {
        type.allCases.map(\.rawValue).joined(separator: ", ")
    }
}
