// SPDX-License-Identifier: Apache-2.0

import StrictJSON
import XRPCCore

/// Turns one JSON object into what it stands for: bytes, a link, or an object with a name or without.
struct ObjectConversion {
    private let json: JSONObject

    init(_ json: JSONObject) { self.json = json }

    func value() throws(LexDataError) -> LexValue {
        var members: [LexObject.Member] = []
        members.reserveCapacity(json.members.count)
        var isBlob = false
        for member in json.members {
            do throws(LexDataError) {
                if let marked = try marked(member) { return marked }
                let value = try LexValue(member.value)
                if member.name == "$type" { isBlob = try typeName(value) == "blob" }
                members.append(LexObject.Member(name: member.name, value: value))
            } catch {
                throw error.moved(into: member.name)
            }
        }
        let object = LexObject(uniqueMembers: members)
        if isBlob { try BlobRule.check(object) }
        return .object(object)
    }

    /// The bytes or the link that the whole object is, if this member says so.
    private func marked(_ member: JSONObject.Member) throws(LexDataError) -> LexValue? {
        switch member.name {
        case "$bytes": .bytes(try alone(member, "base64", Base64.decode))
        case "$link": .link(try alone(member, "a CID of version 1 in base32", Self.linked))
        default: nil
        }
    }

    private func alone<Content>(
        _ member: JSONObject.Member, _ kind: String, _ read: (String) -> Content?
    ) throws(LexDataError) -> Content {
        guard json.members.count == 1 else {
            throw LexDataError(path: "", rule: .type, message: "must be the only member of its object")
        }
        guard let text = member.value.string else {
            throw LexDataError(path: "", rule: .type, message: "must be a string")
        }
        guard let content = read(text) else {
            throw LexDataError(path: "", rule: .format, message: "must be \(kind)")
        }
        return content
    }

    private static func linked(_ text: String) -> CID? {
        guard let cid = CID(rawValue: text), cid.bytes != nil else { return nil }
        return cid
    }

    private func typeName(_ value: LexValue) throws(LexDataError) -> String {
        guard case .string(let name) = value else {
            throw LexDataError(path: "", rule: .type, message: "must be a string")
        }
        guard !name.isEmpty else { throw LexDataError(path: "", rule: .length, message: "must not be empty") }
        return name
    }
}
