// SPDX-License-Identifier: Apache-2.0

import StrictJSON

/// What a PDS and an authorization server say of themselves at their well-known paths.
enum ServerMetadata {
    static let resourcePath = "/.well-known/oauth-protected-resource"
    static let serverPath = "/.well-known/oauth-authorization-server"
    static let accept = "application/json"
    private static let limits = JSONLimits(maximumBytes: 65_536, maximumDepth: 16, maximumMembers: 256)

    /// The one authorization server that the metadata of the PDS at `pds` names (RFC 9728 §3.3).
    static func authorizationServer(
        in document: FetchedDocument, of pds: WebOrigin, reach: NetworkReach
    ) throws(AccountRefusal) -> WebOrigin {
        let members = try members(document, .protectedResource)
        guard members["resource"].isText(pds.text) else {
            throw AccountRefusal(.protectedResource, .otherResource)
        }
        guard let servers = members["authorization_servers"]?.array, servers.count == 1,
            let text = servers[0].string, let server = WebOrigin(text, reach: reach), server.text == text
        else { throw AccountRefusal(.protectedResource, .noSingleServer) }
        return server
    }

    /// Checks that the metadata is of `server` and does not leave out `pds` (RFC 8414 §3.3, RFC 9728 §4).
    static func check(
        _ document: FetchedDocument, of server: WebOrigin, for pds: WebOrigin
    ) throws(AccountRefusal) {
        let members = try members(document, .authorizationServer)
        guard members["issuer"].isText(server.text) else {
            throw AccountRefusal(.authorizationServer, .otherIssuer)
        }
        guard let resources = members["protected_resources"] else { return }
        guard resources.array?.contains(where: { Optional($0).isText(pds.text) }) == true else {
            throw AccountRefusal(.authorizationServer, .resourceDisowned)
        }
    }

    private static func members(
        _ document: FetchedDocument, _ link: AccountLink
    ) throws(AccountRefusal) -> JSONObject {
        guard document.mediaType == accept, let root = try? JSONParser(limits: limits).parse(document.bytes),
            let members = root.object
        else { throw AccountRefusal(link, .metadataMalformed) }
        return members
    }
}
