// SPDX-License-Identifier: Apache-2.0

/// Which servers this process may call when a stranger names them.
public enum NetworkReach: Sendable {
    /// Servers with a public DNS name, by https on port 443, at global unicast addresses; everything else is refused.
    case publicInternet
    /// Also `localhost` with a port, by http, at loopback addresses. For tests and demonstrations only.
    case publicInternetAndLoopback
}
