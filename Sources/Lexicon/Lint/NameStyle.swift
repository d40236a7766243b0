// SPDX-License-Identifier: Apache-2.0

/// Names are in lowerCamelCase, which every language can spell.
enum NameStyle: LintCheck {
    static func check(_ subject: LintSubject, _ report: inout LintReport) {
        let document = subject.document
        let segments = document.id.split(separator: ".")
        let isStyled =
            segments.dropLast().allSatisfy { !$0.contains(where: \.isUppercase) }
            && segments.last.map(NameSyntax.isLowerCamelCase) == true
        if !isStyled {
            report.add(.idStyle, ["id"], "\(document.id) should be groups in small letters and a lowerCamelCase name")
        }
        for definition in document.definitions where !NameSyntax.isLowerCamelCase(definition.name) {
            report.add(.definitionStyle, definition.pointer, "\(definition.name) should be in lowerCamelCase")
        }
        for site in document.sites { checkProperties(of: site, &report) }
    }

    private static func checkProperties(of site: LexiconDocument.Site, _ report: inout LintReport) {
        guard case .object(let object) = site.type else { return }
        for property in object.properties
        where !property.name.hasPrefix("$") && !NameSyntax.isLowerCamelCase(property.name) {
            report.add(
                .propertyStyle, site.pointer + ["properties", property.name],
                "\(property.name) should be in lowerCamelCase")
        }
    }
}
