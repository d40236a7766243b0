// SPDX-License-Identifier: Apache-2.0

import DPoP
import Foundation
import Identity
import XRPCCore
import XRPCHost

/// The head of a pasted request.
struct RequestHead {
    private let verb: String
    private let target: String
    private let fields: [(name: String, value: String)]

    /// Reads a file, or standard input for `-`, up to the first empty line.
    init(reading path: String) throws {
        let data =
            path == "-" ? FileHandle.standardInput.readDataToEndOfFile() : FileManager.default.contents(atPath: path)
        guard let data else { throw StandardError.wrongArgument("there is no readable file \(path)") }
        let lines = String(decoding: data, as: UTF8.self).replacing("\r\n", with: "\n")
            .split(separator: "\n", omittingEmptySubsequences: false)
        let words = (lines.first ?? "").split(separator: " ")
        guard words.count >= 2, words[1].hasPrefix("/") else {
            throw StandardError.wrongArgument(
                "the first line of the request must be like: POST /xrpc/app.example.method HTTP/1.1")
        }
        verb = String(words[0])
        target = String(words[1])
        fields = lines.dropFirst().prefix { !$0.isEmpty }.compactMap { line in
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { return nil }
            return (String(parts[0]), parts[1].trimmingCharacters(in: .whitespaces))
        }
    }

    /// What stands after `/xrpc/`, without the query.
    var methodName: String {
        let path = target.prefix { $0 != "?" }
        return path.hasPrefix("/xrpc/") ? String(path.dropFirst("/xrpc/".count)) : ""
    }

    /// The session that the request presents.
    ///
    /// - Throws: `SessionRefusal` where there is none, or the field is malformed.
    func session(nsid: NSID, target: HTTPTarget) throws(SessionRefusal) -> PresentedSession {
        let authorization: AuthorizationField?
        do {
            authorization = try AuthorizationField(lines: values("authorization"))
        } catch {
            throw .session(error)
        }
        guard let authorization else { throw .session(Refusal(.credentialsMissing)) }
        return PresentedSession(
            authorization: authorization, proofLines: values("dpop"), method: verb, target: target, nsid: nsid,
            purpose: verb == "POST" ? .effect : .answer)
    }

    private func values(_ name: String) -> [String] {
        fields.filter { $0.name.lowercased() == name }.map(\.value)
    }
}
