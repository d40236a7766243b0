// SPDX-License-Identifier: Apache-2.0

public import JOSE
public import Logging
public import ServiceLifecycle
public import WidgetLexicons
public import XRPCCore
public import XRPCHost

/// The widget-token methods and the guard of widget tokens, as a plugin of a host.
public struct WidgetTokens: MethodPlugin {
    /// `widget-tokens`.
    public let name = "widget-tokens"
    private let policy: WidgetTokenPolicy
    private let group: String
    private let guardian: TokenGuard
    private let store: any WidgetTokenStore
    private let recorder: ActivityRecorder
    private let mints: MintMethods
    private let reads: ReadMethods
    private let revocation: RevokeMethod

    /// Makes the plugin.
    ///
    /// - Parameters:
    ///   - policy: what tokens may do.
    ///   - audience: the DID of the service with its fragment, as in ``XRPCHost/HostConfiguration/serviceDID``.
    ///   - store: keeps the tokens.
    ///   - peppers: the keys outside the store.
    ///   - group: the NSID group to serve the methods under; the lexicons' own by default.
    ///   - roles: who may manage tokens of others; nobody by default.
    ///   - logger: for what no request is waiting for.
    ///   - random: the source of tokens.
    public init(
        policy: WidgetTokenPolicy, audience: String, store: any WidgetTokenStore, peppers: PepperRing,
        group: String = App.Didpic.Identity.MintWidgetToken.nsid.group,
        roles: @escaping RoleResolver = { _, _ in .none }, logger: Logger,
        random: @escaping RandomSource = { Libcrypto.randomBytes($0) }
    ) {
        self.policy = policy
        self.group = group
        self.store = store
        recorder = ActivityRecorder(store: store, logger: logger)
        guardian = TokenGuard(
            policy: policy, audience: audience, store: store, peppers: peppers, recorder: recorder,
            throttle: FailureThrottle())
        let subjects = SubjectRule(roles: roles)
        let minting = TokenMinting(
            policy: policy, audience: audience, store: store, peppers: peppers, random: random)
        mints = MintMethods(minting: minting, subjects: subjects)
        reads = ReadMethods(policy: policy, store: store, subjects: subjects)
        revocation = RevokeMethod(store: store, subjects: subjects, peppers: peppers)
    }

    /// Registers the methods under the group, and the guard.
    public func register(on registrar: inout MethodRegistrar) throws(HostStartupError) {
        try registrar.guardWidgets(with: guardian)
        typealias Methods = App.Didpic.Identity
        try registrar.handle(
            Methods.MintWidgetToken.self, as: try moved(Methods.MintWidgetToken.self), accepts: .unspentSession
        ) {
            try await wireErrors($0, $1, mints.mint)
        }
        try registrar.handle(
            Methods.CreateWidgetToken.self, as: try moved(Methods.CreateWidgetToken.self), accepts: .unspentSession
        ) {
            try await wireErrors($0, $1, mints.create)
        }
        try registrar.handle(
            Methods.ListWidgetTokens.self, as: try moved(Methods.ListWidgetTokens.self), accepts: .session
        ) {
            try await wireErrors($0, $1, reads.list)
        }
        try registrar.handle(Methods.GetWidgetToken.self, as: try moved(Methods.GetWidgetToken.self), accepts: .session)
        {
            try await wireErrors($0, $1, reads.get)
        }
        try registrar.handle(
            Methods.RevokeWidgetToken.self, as: try moved(Methods.RevokeWidgetToken.self), accepts: .optionalSession
        ) {
            try await wireErrors($0, $1, revocation.revoke)
        }
        try registrar.handle(
            Methods.GetWidgetTokenPolicy.self, as: try moved(Methods.GetWidgetTokenPolicy.self), accepts: .none
        ) { call, _ in
            reads.policy(call)
        }
    }

    private func moved(_ method: any XRPCMethod.Type) throws(HostStartupError) -> NSID {
        guard let nsid = method.nsid.moved(toGroup: group) else {
            throw HostStartupError(setting: "widget-group", problem: "\(group) is not the beginning of an NSID")
        }
        return nsid
    }

    /// Checks the policy: bounds in range, and every method on offer a query that takes widget tokens.
    public func check(against methods: MethodCatalog) throws(HostStartupError) {
        try PolicyCheck(policy: policy, group: group).run(methods)
    }

    /// Whether the store answers.
    public func isHealthy() async -> Bool { await store.isAvailable() }

    /// The writer of uses and suspicious events.
    public var services: [any Service] { [recorder] }
}

/// Lets handlers throw this plugin's own errors.
private func wireErrors<Input, Caller, Output>(
    _ input: Input, _ caller: Caller, _ handler: (Input, Caller) async throws -> Output
) async throws -> Output {
    do {
        return try await handler(input, caller)
    } catch let error as WidgetTokenError {
        throw error.wire
    }
}
