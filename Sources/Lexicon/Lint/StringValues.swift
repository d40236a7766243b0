// SPDX-License-Identifier: Apache-2.0

/// The limits of strings and the values that they list.
enum StringValues: LintCheck {
    static func check(_ subject: LintSubject, _ report: inout LintReport) {
        for site in subject.document.sites {
            switch site.type {
            case .string(let string):
                checkLimits(string, site.pointer, &report)
                checkKnownValues(string, site.pointer, subject, &report)
                checkRepeats(string.allowed, site.pointer + ["enum"], &report)
                checkRepeats(string.knownValues, site.pointer + ["knownValues"], &report)
            case .integer(let integer):
                checkRepeats(integer.allowed?.map(String.init), site.pointer + ["enum"], &report)
            case .blob(let blob):
                checkRepeats(blob.accept, site.pointer + ["accept"], &report)
            default:
                break
            }
        }
    }

    private static func checkLimits(_ string: StringType, _ pointer: [String], _ report: inout LintReport) {
        guard let graphemes = string.maximumGraphemes else { return }
        guard let bytes = string.maximumLength else {
            report.add(
                .graphemesWithoutBytes, pointer + ["maxGraphemes"],
                "\(graphemes) graphemes can have any number of bytes; add a maxLength")
            return
        }
        // One emoji can need more than 20 bytes, so only long texts have an upper ratio.
        if bytes / 10 < graphemes || graphemes >= 10 && (bytes - 1) / 20 >= graphemes {
            report.add(
                .graphemeRatio, pointer + ["maxLength"],
                "\(bytes) bytes for \(graphemes) graphemes; 10 to 20 bytes for each are usual")
        }
    }

    private static func checkKnownValues(
        _ string: StringType, _ pointer: [String], _ subject: LintSubject, _ report: inout LintReport
    ) {
        guard let values = string.knownValues else { return }
        if string.allowed != nil {
            report.add(.knownValuesWithEnum, pointer + ["knownValues"], "the enum already lists every value")
        }
        for (position, value) in values.enumerated() {
            let place = pointer + ["knownValues", String(position)]
            if !string.permitsLength(of: value) {
                report.add(.knownValueBounds, place, "the bounds of the string exclude \(value)")
            }
            if let fault = TokenName(value, in: subject).fault { report.add(.danglingKnownValue, place, fault) }
        }
    }

    private static func checkRepeats(_ values: [String]?, _ pointer: [String], _ report: inout LintReport) {
        var seen: Set<String> = []
        for (position, value) in (values ?? []).enumerated() where !seen.insert(value).inserted {
            report.add(.repeatedValue, pointer + [String(position)], "\(value) is listed twice")
        }
    }
}

extension StringType {
    fileprivate func permitsLength(of value: String) -> Bool {
        let (bytes, graphemes) = (value.utf8.count, value.count)
        return bytes >= minimumLength ?? 0 && bytes <= maximumLength ?? .max
            && graphemes >= minimumGraphemes ?? 0 && graphemes <= maximumGraphemes ?? .max
    }
}

/// A known value that may be the name of a definition.
private struct TokenName {
    let fault: String?

    init(_ text: String, in subject: LintSubject) {
        let parts = text.split(separator: "#", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].isEmpty || NSIDSyntax.isValid(String(parts[0])) else {
            fault = nil
            return
        }
        let (id, name) = (String(parts[0]), String(parts[1]))
        if id.isEmpty {
            fault = "\(text) means something only in this document; write \(subject.document.id)\(text)"
        } else if let document = subject.set.document(id) {
            fault = document.definition(name) == nil ? "\(id) has no definition \(name)" : nil
        } else {
            fault = subject.census.groups.contains(id.group) ? "there is no document \(id)" : nil
        }
    }
}
