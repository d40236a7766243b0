// SPDX-License-Identifier: Apache-2.0

public import XRPCCore

/// Which credentials a route accepts, and so what its handler is handed.
///
/// A route cannot be registered without one.
public struct Acceptance<Admitted: Sendable>: Sendable {
    let kinds: Set<CredentialKind>
    let spending: SessionSpending
    let admit: @Sendable (Caller) -> Admitted?
}

/// Who reserves a single-use session credential.
enum SessionSpending: Sendable {
    /// The host, right before the handler.
    case byHost
    /// The handler, in the transaction of its effect.
    case byHandler
}

/// Whoever calls, after every check.
enum Caller: Sendable {
    case anonymous
    case session(UnspentSession)
    case widget(VerifiedWidget)
}

/// Handed to the handler of a route that takes no credentials.
public struct Anonymous: Sendable {}

/// Handed to the handler of a route that serves an account by session or by widget token.
public enum Viewer: Sendable {
    /// Signed in.
    case session(VerifiedSession)
    /// By widget token.
    case widget(VerifiedWidget)

    /// The account that the call reads for.
    public var did: DID {
        switch self {
        case .session(let session): session.did
        case .widget(let widget): widget.subject
        }
    }
}

extension Acceptance where Admitted == Anonymous {
    /// Anybody.
    ///
    /// Session credentials are not looked at; a widget token is refused.
    public static var none: Acceptance {
        Acceptance(kinds: [.none], spending: .byHost) { caller in
            guard case .anonymous = caller else { return nil }
            return Anonymous()
        }
    }
}

extension Acceptance where Admitted == VerifiedSession {
    /// Signed-in accounts only; the host has already spent the proof.
    public static var session: Acceptance {
        Acceptance(kinds: [.session], spending: .byHost) { caller in
            guard case .session(let unspent) = caller else { return nil }
            return unspent.session
        }
    }
}

extension Acceptance where Admitted == UnspentSession {
    /// Signed-in accounts only; the handler must spend the proof in the transaction of its effect.
    public static var unspentSession: Acceptance {
        Acceptance(kinds: [.session], spending: .byHandler) { caller in
            guard case .session(let unspent) = caller else { return nil }
            return unspent
        }
    }
}

extension Acceptance where Admitted == VerifiedSession? {
    /// Signed-in accounts, or nobody where no credential is presented.
    ///
    /// A bad credential is refused, not ignored.
    public static var optionalSession: Acceptance {
        Acceptance(kinds: [.none, .session], spending: .byHost) { caller in
            switch caller {
            case .anonymous: .some(nil)
            case .session(let unspent): .some(unspent.session)
            case .widget: nil
            }
        }
    }
}

extension Acceptance where Admitted == Viewer {
    /// Signed-in accounts, and widget tokens that permit the method.
    public static var sessionOrWidget: Acceptance {
        Acceptance(kinds: [.session, .widget], spending: .byHost) { caller in
            switch caller {
            case .anonymous: nil
            case .session(let unspent): .session(unspent.session)
            case .widget(let widget): .widget(widget)
            }
        }
    }
}

extension Acceptance where Admitted == VerifiedWidget {
    /// Widget tokens only.
    public static var widget: Acceptance {
        Acceptance(kinds: [.widget], spending: .byHost) { caller in
            guard case .widget(let widget) = caller else { return nil }
            return widget
        }
    }
}
