// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// The flags of all settings.
///
/// A flag beats the environment, which beats the file.
struct SettingFlags: ParsableArguments {
    @Option(help: "A JSON file with settings by these names. [env: XRPCHOST_CONFIG]")
    var config: String?
    @Option(help: "The address to listen on. (default: 127.0.0.1)")
    var host: String?
    @Option(help: "The port to listen on, 0 to 65535; 0 picks a free one. (default: 8080)")
    var port: Int?
    @Option(help: "The origin that clients call, such as https://api.example.com. Proofs are checked against it.")
    var publicOrigin: String?
    @Option(help: "The DID of this service with its fragment, such as did:web:api.example.com#appview.")
    var serviceDid: String?
    @Option(help: "The SQLite file. (default: xrpc-host.sqlite)")
    var database: String?
    @Option(help: "The file with the token keys; make one with keygen. (default: xrpc-host.pepper)")
    var pepperFile: String?
    @Option(help: "The file with the nonce keys, shared by all nodes. Without it keys are made at each start.")
    var nonceFile: String?
    @OptionGroup(title: "Sessions")
    var sessions: SessionFlags
    @Option(help: "The queries that widgets may call, with commas between them; needed unless widget-sets is set.")
    var widgetMethods: String?
    @Option(help: "Named sets of queries: name=nsid+nsid, with commas between sets. The first is the default set.")
    var widgetSets: String?
    @Option(help: "The NSID group of the token methods. (default: app.didpic.identity)")
    var widgetGroup: String?
    @Option(help: "The default life of a token without origins, 60 to 31536000. (default: 7776000, 90 days)")
    var nativeTtlSeconds: Int?
    @Option(help: "The default life of a token with origins, 60 to 3600. (default: 1800)")
    var browserTtlSeconds: Int?
    @Option(help: "Active tokens of one account at most, 1 to 1000. (default: 25)")
    var maxActiveTokens: Int?
    @Option(help: "Mints of one account within an hour at most, 1 to 1000000. (default: 10)")
    var mintsPerHour: Int?
    @Option(help: "Mints of one account within a day at most, mints-per-hour to 1000000. (default: 30)")
    var mintsPerDay: Int?
    @Option(help: "Whether a web page may mint a long-lived token: true or false. (default: false)")
    var nativeMintFromBrowser: Bool?
    @Option(help: "The longest request body in bytes, 1 to 1048576. (default: 153600)")
    var maxBodyBytes: Int?
    @Option(help: "Seconds without traffic after which a connection is closed, 1 to 3600. (default: 60)")
    var idleSeconds: Int?
    @Option(help: "Seconds that running requests get after SIGTERM, 1 to 3600. (default: 25)")
    var shutdownSeconds: Int?
    @Option(help: "trace, debug, info, notice, warning, error or critical. (default: info)")
    var logLevel: String?
    @Option(help: "Whether to serve the two sample queries as well: true or false. (default: false)")
    var sampleApp: Bool?

    /// The flags that were given.
    var given: [Setting: SettingValue] {
        let all: [(Setting, SettingValue?)] = [
            (.host, host.map(SettingValue.text)), (.port, port.map(SettingValue.number)),
            (.publicOrigin, publicOrigin.map(SettingValue.text)), (.serviceDID, serviceDid.map(SettingValue.text)),
            (.database, database.map(SettingValue.text)), (.pepperFile, pepperFile.map(SettingValue.text)),
            (.nonceFile, nonceFile.map(SettingValue.text)),
            (.widgetMethods, widgetMethods.map(Self.list)), (.widgetSets, widgetSets.map(Self.list)),
            (.widgetGroup, widgetGroup.map(SettingValue.text)),
            (.nativeTTLSeconds, nativeTtlSeconds.map(SettingValue.number)),
            (.browserTTLSeconds, browserTtlSeconds.map(SettingValue.number)),
            (.maxActiveTokens, maxActiveTokens.map(SettingValue.number)),
            (.mintsPerHour, mintsPerHour.map(SettingValue.number)),
            (.mintsPerDay, mintsPerDay.map(SettingValue.number)),
            (.nativeMintFromBrowser, nativeMintFromBrowser.map(SettingValue.flag)),
            (.maxBodyBytes, maxBodyBytes.map(SettingValue.number)),
            (.idleSeconds, idleSeconds.map(SettingValue.number)),
            (.shutdownSeconds, shutdownSeconds.map(SettingValue.number)),
            (.logLevel, logLevel.map(SettingValue.text)), (.sampleApp, sampleApp.map(SettingValue.flag)),
        ]
        let pairs = (all + sessions.all).compactMap { setting, value in value.map { (setting, $0) } }
        return Dictionary(uniqueKeysWithValues: pairs)
    }

    private static func list(_ text: String) -> SettingValue { SettingValue(list: text) }
}
