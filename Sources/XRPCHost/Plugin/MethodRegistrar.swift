// SPDX-License-Identifier: Apache-2.0

public import XRPCCore

/// Collects the methods of all plugins before the host starts.
public struct MethodRegistrar {
    private(set) var routes: [String: MethodRoute] = [:]
    private(set) var widgetGuard: (any WidgetGuard)?
    private var owners: [String: String] = [:]
    private var guardOwner = ""
    var currentPlugin = ""

    init() {}

    /// Registers the handler of one method.
    ///
    /// - Parameters:
    ///   - method: the generated method, which types parameters, input and output.
    ///   - nsid: the NSID to serve it under, where it is not the lexicon's own.
    ///   - accepts: the credentials; they decide what the handler is handed.
    ///   - handler: does the work. An `XRPCError` that it throws is sent as it is; any other error becomes a 500.
    /// - Throws: ``HostStartupError`` where another plugin has registered the NSID, in any spelling of its authority.
    public mutating func handle<Method: XRPCMethod, Admitted>(
        _ method: Method.Type, as nsid: NSID? = nil, accepts: Acceptance<Admitted>,
        _ handler: @escaping @Sendable (Call<Method>, Admitted) async throws -> Method.Output
    ) throws(HostStartupError) {
        let descriptor = method.descriptor.renamed(nsid ?? method.nsid)
        let key = descriptor.nsid.canonical
        if let owner = owners[key] {
            throw HostStartupError(
                setting: currentPlugin, problem: "\(descriptor.nsid) is already registered by \(owner)")
        }
        owners[key] = currentPlugin
        routes[key] = MethodRoute(descriptor: descriptor, kinds: accepts.kinds, spending: accepts.spending) {
            raw, caller, spend in
            guard let admitted = accepts.admit(caller) else { throw XRPCError.internalServerError }
            let call = try Call<Method>(raw, nsid: descriptor.nsid)
            try await spend()
            let output = try await handler(call, admitted)
            return try descriptor.checked(output: output.content)
        }
    }

    /// Puts a guard in charge of widget tokens.
    ///
    /// - Throws: ``HostStartupError`` where another plugin has done so.
    public mutating func guardWidgets(with guardian: any WidgetGuard) throws(HostStartupError) {
        guard widgetGuard == nil else {
            throw HostStartupError(
                setting: currentPlugin, problem: "widget tokens are already guarded by \(guardOwner)")
        }
        widgetGuard = guardian
        guardOwner = currentPlugin
    }
}

/// One call of a method, decoded and validated by its lexicon.
public struct Call<Method: XRPCMethod>: Sendable {
    /// The NSID that was called.
    public let nsid: NSID
    /// The parameters.
    public let parameters: Method.Parameters
    /// The body.
    public let input: Method.Input
    /// What is known of the request.
    public let request: RequestFacts

    init(_ raw: RawCall, nsid: NSID) throws(XRPCError) {
        self.nsid = nsid
        request = raw.request
        do {
            parameters = try Method.Parameters(validated: raw.parameters)
        } catch {
            throw .invalidRequest("The parameter \(error)")
        }
        do {
            input = try Method.Input(content: raw.input)
        } catch {
            throw .invalidRequest("The body is invalid at \(error)")
        }
    }
}

/// A call before its types are applied; parameters and body are already validated.
struct RawCall: Sendable {
    let parameters: LexObject
    let input: BodyContent
    let request: RequestFacts
}

/// A method with everything that the dispatcher needs to serve it.
struct MethodRoute: Sendable {
    let descriptor: MethodDescriptor
    let kinds: Set<CredentialKind>
    let spending: SessionSpending
    /// Decodes and validates, then lets the host spend the credential, then runs the handler.
    let respond:
        @Sendable (_ raw: RawCall, _ caller: Caller, _ spend: () async throws -> Void) async throws -> BodyContent
}

/// What a host serves, for the start-up checks of plugins.
public struct MethodCatalog: Sendable {
    /// One served method.
    public struct Entry: Sendable {
        /// The NSID that it is served under.
        public let nsid: NSID
        /// Query or procedure.
        public let kind: MethodDescriptor.Kind
        /// The credentials that it accepts.
        public let accepts: Set<CredentialKind>
    }

    /// All served methods, by NSID.
    public let entries: [Entry]

    /// The entry for an NSID, or nil where it is not served.
    public subscript(nsid: NSID) -> Entry? { entries.first { $0.nsid == nsid } }
}

extension MethodDescriptor {
    /// The body to send: nothing where the method declares none.
    ///
    /// A debug build refuses to send what breaks the lexicon, so that a mistake in a handler shows before clients see it.
    fileprivate func checked(output content: BodyContent) throws(XRPCError) -> BodyContent {
        guard let output else { return .none }
        #if DEBUG
            if case .value(let value) = content, let violation = output.schema?.violations(in: value, limit: 1).first {
                var error = XRPCError.internalServerError
                error.logDetail = "the output of \(nsid) breaks its lexicon: \(violation)"
                throw error
            }
        #endif
        return content
    }
}
