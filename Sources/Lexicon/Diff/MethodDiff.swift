// SPDX-License-Identifier: Apache-2.0

/// Compares a method with its later version.
struct MethodDiff {
    let old: MethodType
    let new: MethodType
    let pointer: [String]

    func compare(_ collector: inout DifferenceCollector) {
        collector.use = [.input, .output]
        guard old.verb == new.verb else {
            collector.add(
                .methodKindChanged, pointer + ["type"],
                "a \(old.verb.rawValue) became a \(new.verb.rawValue)")
            return
        }
        collector.use = .input
        let nothing = ObjectType(properties: [])
        collector.compare(old.parameters ?? nothing, new.parameters ?? nothing, pointer + ["parameters"])
        compareInput(&collector)
        collector.use = .output
        compareOutput(&collector)
        compareSchemas(
            old.message.map(DataType.union), new.message.map(DataType.union), pointer + ["message", "schema"],
            &collector)
        compareErrors(&collector)
    }

    private func compareInput(_ collector: inout DifferenceCollector) {
        let pointer = pointer + ["input"]
        switch (old.input, new.input) {
        case (nil, nil): break
        case (nil, _?): collector.add(.inputAdded, pointer, "a request body is needed now")
        case (_?, nil): collector.add(.inputRemoved, pointer, "a request body is refused now", side: .old)
        case (let old?, let new?): compare(old, new, pointer, &collector)
        }
    }

    private func compareOutput(_ collector: inout DifferenceCollector) {
        let pointer = pointer + ["output"]
        switch (old.output, new.output) {
        case (nil, nil): break
        case (nil, _?): collector.add(.outputAdded, pointer, "there is a response body now")
        case (_?, nil): collector.add(.outputRemoved, pointer, "there is no response body any longer", side: .old)
        case (let old?, let new?): compare(old, new, pointer, &collector)
        }
    }

    private func compare(
        _ old: BodyType, _ new: BodyType, _ pointer: [String], _ collector: inout DifferenceCollector
    ) {
        collector.compareTexts(old.description, new.description, pointer + ["description"], pointer.last ?? "")
        let (before, after) = (MIMERange(old.encoding), MIMERange(new.encoding))
        if before != after {
            let rule: LexiconChange.Rule =
                if after.covers(before) {
                    .encodingWidened
                } else if before.covers(after) {
                    .encodingNarrowed
                } else {
                    .encodingChanged
                }
            collector.add(
                rule, pointer + ["encoding"], "the encoding was \(old.encoding) and is \(new.encoding)")
        }
        compareSchemas(old.schema, new.schema, pointer + ["schema"], &collector)
    }

    private func compareSchemas(
        _ old: DataType?, _ new: DataType?, _ pointer: [String], _ collector: inout DifferenceCollector
    ) {
        switch (old, new) {
        case (nil, nil): break
        case (nil, _?): collector.add(.schemaAdded, pointer, "there is a schema now")
        case (_?, nil): collector.add(.schemaRemoved, pointer, "there is no schema any longer", side: .old)
        case (let old?, let new?): collector.compare(old, new, pointer)
        }
    }

    private func compareErrors(_ collector: inout DifferenceCollector) {
        let (before, after) = (ByteKeyed(old.errors, by: \.name), ByteKeyed(new.errors, by: \.name))
        for (position, error) in old.errors.enumerated() where after[error.name] == nil {
            collector.add(
                .errorRemoved, pointer + ["errors", String(position)], "the error \(error.name) is gone", side: .old)
        }
        for (position, error) in new.errors.enumerated() {
            let pointer = pointer + ["errors", String(position)]
            if let earlier = before[error.name] {
                collector.compareTexts(
                    earlier.description, error.description, pointer + ["description"], error.name)
            } else {
                collector.add(.errorAdded, pointer, "the error \(error.name) is new")
            }
        }
    }
}

/// A MIME type or a pattern such as `image/*`.
struct MIMERange: Hashable {
    let type: Substring
    let subtype: Substring

    init(_ text: String) {
        let parts = text.lowercased().split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        type = parts[0]
        subtype = parts.count == 2 ? parts[1] : ""
    }

    /// Whether everything that `other` permits is permitted here.
    func covers(_ other: MIMERange) -> Bool {
        (type == "*" || type == other.type) && (subtype == "*" || subtype == other.subtype)
    }
}
