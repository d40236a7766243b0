// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import HostTestSupport
import SQLiteStores
import Testing
import WidgetTokenPlugin
import XRPCHost

@Suite struct DispatchTests {
    private static let read = "/xrpc/\(TestHost.readMethod)"
    private static let mint = "/xrpc/app.didpic.identity.mintWidgetToken"
    private static let policy = "/xrpc/app.didpic.identity.getWidgetTokenPolicy"

    static let cases: [(method: String, target: String, fields: [(String, String)], status: Int, error: String?)] = [
        ("GET", policy, [], 200, nil), ("HEAD", policy, [], 200, nil), ("GET", policy + "/", [], 200, nil),
        ("GET", "/xrpc/APP.didpic.identity.getWidgetTokenPolicy", [], 200, nil),
        ("GET", "/xrpc/app.didpic.identity.getwidgettokenpolicy", [], 501, "MethodNotImplemented"),
        ("GET", policy + "?unknown=1", [], 200, nil), ("POST", policy, [], 405, "InvalidRequest"),
        ("PUT", policy, [], 405, "InvalidRequest"), ("GET", mint, [], 405, "InvalidRequest"),
        ("GET", "/xrpc/com.example.none", [], 501, "MethodNotImplemented"),
        ("POST", "/xrpc/com.example.none", [], 501, "MethodNotImplemented"),
        ("GET", "/xrpc/", [], 400, "InvalidRequest"), ("GET", "/xrpc", [], 400, "InvalidRequest"),
        ("GET", "/xrpc/thing", [], 400, "InvalidRequest"), ("GET", "/xrpc/com.example..x", [], 400, "InvalidRequest"),
        ("GET", "/xrpc/com.example.read/more", [], 400, "InvalidRequest"),
        ("GET", "/xrpc/com.example.re%61d", [], 400, "InvalidRequest"),
        ("GET", "//xrpc/a.b.c", [], 400, "InvalidRequest"),
        ("GET", "/xrpc//a.b.c", [], 400, "InvalidRequest"), ("GET", "xrpc/a.b.c", [], 400, "InvalidRequest"),
        ("GET", "http://host.test/xrpc/a.b.c", [], 400, "InvalidRequest"), ("GET", "", [], 400, "InvalidRequest"),
        ("GET", "/", [], 404, nil), ("GET", "/other", [], 404, nil), ("GET", "/xrpcx", [], 404, nil),
        ("OPTIONS", "/anything", [], 204, nil), ("OPTIONS", mint, [], 204, nil),
        ("GET", "/xrpc/_health", [], 200, nil), ("HEAD", "/xrpc/_health", [], 200, nil),
        ("POST", "/xrpc/_health", [], 405, "InvalidRequest"), ("GET", read, [], 401, "AuthMissing"),
        ("POST", mint, [], 401, "AuthMissing"), ("GET", read, [("Authorization", "Basic abc")], 401, "invalid_token"),
        ("GET", read, [("Authorization", "Bearer eyJhbGciOiJub25lIn0")], 401, "invalid_token"),
        ("GET", read, [("Authorization", "DPoP abc")], 401, "invalid_dpop_proof"),
        ("GET", read, [("Authorization", "DPoP abc"), ("DPoP", "a"), ("DPoP", "b")], 401, "invalid_dpop_proof"),
        ("GET", read, [("Authorization", "DPoP abc"), ("DPoP", "a,b")], 401, "invalid_dpop_proof"),
        ("GET", read, [("Authorization", "DPoP a"), ("Authorization", "DPoP b")], 400, "invalid_request"),
        ("GET", read, [("Authorization", "DPoP " + String(repeating: "a", count: 8192))], 431, "invalid_request"),
        ("GET", policy, [("Authorization", "DPoP abc")], 200, nil),
        ("GET", read + "?limit=x", [("Authorization", "DPoP abc")], 400, "InvalidRequest"),
        ("GET", policy, [("atproto-proxy", "did:web:a.test#svc")], 501, "MethodNotImplemented"),
        ("GET", policy, [("atproto-proxy", "did:web:a.test")], 400, "InvalidRequest"),
        ("GET", policy, [("atproto-proxy", "did:web:a.test#")], 400, "InvalidRequest"),
        ("GET", policy, [("atproto-proxy", "did:web:a.test#a#b")], 400, "InvalidRequest"),
        ("GET", policy, [("atproto-proxy", "did:web:a.test #a")], 400, "InvalidRequest"),
    ]

    @Test(arguments: cases) func answers(
        method: String, target: String, fields: [(String, String)], status: Int, error: String?
    ) async throws {
        let answer = await TestHost.shared.send(method, target, fields)
        #expect(answer.status == status, "\(method) \(target): \(answer.text)")
        #expect(answer.error == error)
        #expect(answer.fields[.accessControlAllowOrigin] == "*")
        if status == 405 { #expect(answer.fields[.allow] == (target.contains("mint") ? "POST" : "GET, HEAD")) }
        if status == 204 { #expect(answer.fields[.accessControlMaxAge] == "86400") }
        let sentProof = fields.contains { $0.0 == "DPoP" }
        let nonce = try #require(HTTPField.Name("DPoP-Nonce"))
        #expect((answer.fields[nonce] != nil) == sentProof)
    }

    @Test func theTableIsComplete() { #expect(Self.cases.count == 46) }

    @Test func everyAnswerNamesTheFieldsThatScriptsMayRead() async {
        let answer = await TestHost.shared.send("GET", "/xrpc/_health")
        let exposed = answer.fields[.accessControlExposeHeaders] ?? ""
        for name in ["DPoP-Nonce", "WWW-Authenticate", "Retry-After"] { #expect(exposed.contains(name)) }
        #expect(answer.json["status"] as? String == "ok")
        #expect(answer.json["version"] as? String == "0.1.0")
    }

    @Test func aPreflightAllowsTheRequestedFields() async {
        let answer = await TestHost.shared.send(
            "OPTIONS", "/xrpc/a.b.c", [("Access-Control-Request-Headers", "authorization,dpop")])
        #expect(answer.fields[.accessControlAllowHeaders] == "authorization,dpop")
        let odd = await TestHost.shared.send("OPTIONS", "/x", [("Access-Control-Request-Headers", "a\"b")])
        #expect(odd.fields[.accessControlAllowHeaders] == nil)
    }

    static let bodies: [(body: String, type: String?, status: Int)] = [
        ("{}", "application/json", 200), (#"{"label":"x"}"#, "application/json; charset=utf-8", 200),
        (#"{"future":1}"#, "APPLICATION/JSON", 200), ("", "application/json", 400), ("{}", nil, 400),
        ("{}", "text/plain", 400), ("{", "application/json", 400), ("[]", "application/json", 400),
        ("null", "application/json", 400), (#"{"label":1}"#, "application/json", 400),
        (#"{"label":null}"#, "application/json", 400), (#"{"label":"a","label":"b"}"#, "application/json", 400),
        (#"{"ttlSeconds":1.5}"#, "application/json", 400),
        (#"{"ttlSeconds":9223372036854775808}"#, "application/json", 400),
        (#"{"origins":[]}"#, "application/json", 400), (#"{"origins":"https://a.test"}"#, "application/json", 400),
        (#"{"subject":"alice"}"#, "application/json", 400), ("\u{FEFF}{}", "application/json", 400),
        (#"{"replaces":{"id":"x"}}"#, "application/json", 400), (#"{"label":"a\u202eb"}"#, "application/json", 400),
        (#"{"label":"  "}"#, "application/json", 400),
        (#"{"label":"\#(String(repeating: "é", count: 65))"}"#, "application/json", 400),
    ]

    @Test(arguments: bodies) func judgesTheBody(body: String, type: String?, status: Int) async throws {
        let host = try TestHost()
        var fields = host.session("POST", "app.didpic.identity.createWidgetToken")
        if let type { fields.append(("Content-Type", type)) }
        let answer = await host.send("POST", "/xrpc/app.didpic.identity.createWidgetToken", fields, body: body)
        #expect(answer.status == status, "\(body): \(answer.text)")
        #expect(Self.bodies.count == 22)
    }

    @Test func bodiesHaveABoundAndAnEncoding() async throws {
        let host = try TestHost()
        let nsid = "app.didpic.identity.createWidgetToken"
        let large = #"{"label":"\#(String(repeating: "a", count: 153_600))"}"#
        #expect(await host.call("POST", nsid, body: large).error == "PayloadTooLarge")
        let declared = await host.call("POST", nsid, body: "{}", extra: [("Content-Length", "153601")])
        #expect(declared.status == 413)
        let packed = await host.call("POST", nsid, body: "{}", extra: [("Content-Encoding", "gzip")])
        #expect(packed.error == "UnsupportedMediaType")
        let unwanted = await host.call("POST", "app.didpic.identity.mintWidgetToken", body: "{}")
        #expect(unwanted.error == "InvalidRequest")
        #expect(try await host.store.list(.all(at: 0)).isEmpty)
    }

    @Test func aBodyThatIsRefusedDoesNotSpendTheProof() async throws {
        let host = try TestHost()
        let nsid = "app.didpic.identity.createWidgetToken"
        let fields = host.session("POST", nsid) + [("Content-Type", "application/json")]
        #expect(await host.send("POST", "/xrpc/\(nsid)", fields, body: "{").status == 400)
        #expect(await host.send("POST", "/xrpc/\(nsid)", fields, body: "{}").status == 200)
        #expect(await host.send("POST", "/xrpc/\(nsid)", fields, body: "{}").error == "invalid_dpop_proof")
    }

    @Test func noBodyIsReadBeforeTheCallerIsKnown() async throws {
        let request = TestHost.request("POST", "/xrpc/app.didpic.identity.createWidgetToken") { _ in
            Issue.record("the body was read")
            return []
        }
        let response = await TestHost.shared.application.respond(to: request)
        #expect(response.status.code == 401)
    }
}
