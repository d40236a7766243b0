// SPDX-License-Identifier: Apache-2.0

import DPoP
import Foundation
import HTTPTypes
import Logging
import XRPCCore

/// Takes one request through its steps: target, route, verb, kind of credential, parameters, credential, body, handler.
struct Dispatcher: Sendable {
    let configuration: HostConfiguration
    let routes: RouteTable
    let authenticator: Authenticator
    let replayStore: any ReplayStore
    let plugins: [any MethodPlugin]
    let answer: Answer
    let requestLog: RequestLog
    let metrics: SessionMetrics
    let now: @Sendable () -> Date
    /// The longest time that the rest of a body may take once its credential is verified, in seconds.
    private static let longestBodySeconds: TimeInterval = 5

    func respond(to request: HostRequest) async -> HostResponse {
        let facts = RequestFacts(
            id: RequestID.next(), time: now(), headerFields: request.headerFields, peer: request.peer)
        var trace = RequestLog.Trace(facts)
        var response: HostResponse
        do {
            response = try await route(request, facts, &trace)
        } catch {
            let wire = answer.wireError(error)
            trace.note(error, as: wire)
            if let refusal = trace.refusal { metrics.count(refusal) }
            response = answer.failure(wire)
        }
        finish(&response, for: request, facts)
        requestLog.record(trace, request, status: response.status)
        return response
    }

    private func route(
        _ request: HostRequest, _ facts: RequestFacts, _ trace: inout RequestLog.Trace
    ) async throws -> HostResponse {
        if let prefix = authenticator.widgetGuard?.prefix, TokenInTarget.contains(prefix, in: request.target) {
            trace.hidesTarget = true
            throw XRPCError.widgetTokenInURL
        }
        if request.method == .options { return CORS.preflight(request) }
        switch try RequestTarget(request.target) {
        case .elsewhere:
            return answer.elsewhere()
        case .health:
            return try await health(request)
        case .resourceMetadata:
            return try resourceMetadata(request)
        case .method(let name, let query):
            let bound = try routes.route(named: name)
            trace.nsid = bound.route.descriptor.nsid.rawValue
            try checkVerb(request, bound.route.descriptor)
            try checkProxying(request)
            return try await call(bound, query, request, facts, &trace)
        }
    }

    private func call(
        _ bound: BoundRoute, _ query: Substring, _ request: HostRequest, _ facts: RequestFacts,
        _ trace: inout RequestLog.Trace
    ) async throws -> HostResponse {
        let route = bound.route
        let credential = try PresentedCredential(
            request.headerFields, widgetPrefix: authenticator.widgetGuard?.prefix)
        try authenticator.checkKind(credential, for: route)
        let values = try QueryString(query)
        guard !values.pairs.contains(where: { $0.name == "access_token" }) else { throw Refusal(.credentialInURL) }
        let parameters = try values.parameters(by: route.descriptor.parameters)
        let caller = try await authenticator.caller(
            credential, for: route, target: bound.target, request: request, facts: facts)
        trace.caller = caller
        let verifiedAt = now()
        let body = RequestBody(descriptor: route.descriptor, maximumBytes: configuration.maximumBodyBytes)
        let input = try await body.content(of: request)
        try checkTimes(of: facts, verifiedAt)
        let raw = RawCall(parameters: parameters, input: input, request: facts)
        let output = try await route.respond(raw, caller) {
            if route.spending == .byHost { try await spend(caller, facts.time) }
        }
        if case .session(let session) = caller { metrics.countAccepted(session) }
        var response = answer.success(output)
        if bound.isPrivate { response.headerFields[.cacheControl] = "private, no-store" }
        return response
    }

    /// What was verified must not serve a body that came much later, which is the client's matter, and must be spent
    /// while an earlier use is sure to be remembered, which is this host's.
    private func checkTimes(of facts: RequestFacts, _ verifiedAt: Date) throws(XRPCError) {
        let time = now()
        guard time.timeIntervalSince(verifiedAt) <= Self.longestBodySeconds else {
            throw XRPCError(
                status: .requestTimeout, name: "InvalidRequest", message: "The request did not end in time")
        }
        guard time.timeIntervalSince(facts.time) <= TimeInterval(ProofLifetimes.longestHandlingSeconds) else {
            throw XRPCError(
                status: .serviceUnavailable, name: "NotEnoughResources",
                message: "The session could not be checked in time", headerFields: [.retryAfter: "1"])
        }
    }

    private func spend(_ caller: Caller, _ time: Date) async throws(SessionRefusal) {
        guard case .session(let unspent) = caller, let reservation = unspent.reservation else { return }
        let outcome = await replayStore.reserve(reservation, now: time)
        if let refusal = unspent.refusal(for: outcome) { throw refusal }
    }

    private func checkVerb(_ request: HostRequest, _ descriptor: MethodDescriptor) throws(XRPCError) {
        switch (descriptor.kind, request.method) {
        case (.query, .get), (.query, .head), (.procedure, .post): break
        case (.query, let verb): throw .wrongVerb(verb.rawValue, allowed: "GET")
        case (.procedure, let verb): throw .wrongVerb(verb.rawValue, allowed: "POST")
        case (.subscription, _): throw .methodNotImplemented
        }
    }

    /// Proxying is not offered, so a well-formed wish for it is 501 and a malformed one 400.
    private func checkProxying(_ request: HostRequest) throws(XRPCError) {
        guard let wish = request.headerFields.value(.atprotoProxy) else { return }
        let parts = wish.split(separator: "#", omittingEmptySubsequences: false)
        guard parts.count == 2, DID(rawValue: String(parts[0])) != nil, !parts[1].isEmpty, !wish.contains(" ") else {
            throw .invalidRequest("The atproto-proxy header must be a DID and a fragment")
        }
        throw .methodNotImplemented
    }

    /// The document of RFC 9728, where clients of this host need an authorization server.
    private func resourceMetadata(_ request: HostRequest) throws -> HostResponse {
        guard let document = authenticator.sessions?.resourceMetadata?.document else { return answer.elsewhere() }
        guard request.method == .get || request.method == .head else {
            throw XRPCError.wrongVerb(request.method.rawValue, allowed: "GET")
        }
        return answer.success(.value(document))
    }

    private func health(_ request: HostRequest) async throws -> HostResponse {
        guard request.method == .get || request.method == .head else {
            throw XRPCError.wrongVerb(request.method.rawValue, allowed: "GET")
        }
        guard !request.headerFields.contains(.atprotoProxy) else {
            throw XRPCError.invalidRequest("The health of another service cannot be asked for here")
        }
        var isHealthy = true
        for plugin in plugins where await !plugin.isHealthy() { isHealthy = false }
        var response = answer.success(
            .value(
                .object([
                    "version": .string(configuration.version), "status": .string(isHealthy ? "ok" : "unavailable"),
                ])))
        if !isHealthy { response.status = .serviceUnavailable }
        return response
    }

    /// Adds the fields that do not depend on the method: CORS, request id, nonce, caching.
    private func finish(_ response: inout HostResponse, for request: HostRequest, _ facts: RequestFacts) {
        CORS.decorate(&response.headerFields)
        response.headerFields.append(HTTPField(name: .requestID, value: facts.id))
        if response.status.code >= 400 { response.headerFields[.cacheControl] = "no-store" }
        if request.headerFields.contains(.authorization) || response.headerFields.contains(.cacheControl) {
            response.headerFields.append(HTTPField(name: .vary, value: "Authorization, Origin"))
        }
        if request.headerFields.contains(.dpop), let nonce = authenticator.sessions?.currentNonce(now: facts.time) {
            response.headerFields[.dpopNonce] = nonce
        }
    }
}
