// SPDX-License-Identifier: Apache-2.0

/// Certificates from 2020 to 2120, made with Python's `cryptography` for these tests alone.
enum TestCertificates {
    /// The root that tests trust.
    static let root = """
        -----BEGIN CERTIFICATE-----
        MIIBVDCB+6ADAgECAhQEj2M79T2o2YbEefDbItRsAI8a0jAKBggqhkjOPQQDAjAX
        MRUwEwYDVQQDDAxUcnVzdGVkIHJvb3QwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAx
        MDEwMDAwMDBaMBcxFTATBgNVBAMMDFRydXN0ZWQgcm9vdDBZMBMGByqGSM49AgEG
        CCqGSM49AwEHA0IABO8IkR+1N3OvRS0uBcsODSwVSUa/1Lc/UHjMCfMnEwmzN//A
        3GObT88e7Byrl4G4jAaetyyY0PpIbCobPvEwlSCjIzAhMA8GA1UdEwEB/wQFMAMB
        Af8wDgYDVR0PAQH/BAQDAgIEMAoGCCqGSM49BAMCA0gAMEUCIHvJ9gOB95PO6ott
        81YbjSueMRJ/1Fu9eRTabpvN5cHNAiEAnHzJb+FDuJxbhYgZnFSulJdevViSViG8
        7WBwEEH4Ljw=
        -----END CERTIFICATE-----
        """

    /// The private key of every certificate below; worthless elsewhere.
    static let key = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgy1zzvcoPjtIn9L7h
        5u9jtakTebvd1EDvquqER4ILx3ahRANCAARJQwsVZI0KWDiT+mjwYdQhyV0BvKRu
        bXXs6W4YJTJyCcZ9cfIkry5WwihaZ+2fRpz4CopEmTPVcsprz3srx4Rq
        -----END PRIVATE KEY-----
        """

    /// For `pds.example.com`, by the trusted root.
    static let good = """
        -----BEGIN CERTIFICATE-----
        MIIBdjCCARygAwIBAgIUD/1WWKjsAGac1FPKYZJlzCb5vtAwCgYIKoZIzj0EAwIw
        FzEVMBMGA1UEAwwMVHJ1c3RlZCByb290MCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAw
        MTAxMDAwMDAwWjAaMRgwFgYDVQQDDA9wZHMuZXhhbXBsZS5jb20wWTATBgcqhkjO
        PQIBBggqhkjOPQMBBwNCAARJQwsVZI0KWDiT+mjwYdQhyV0BvKRubXXs6W4YJTJy
        CcZ9cfIkry5WwihaZ+2fRpz4CopEmTPVcsprz3srx4Rqo0EwPzAaBgNVHREEEzAR
        gg9wZHMuZXhhbXBsZS5jb20wDAYDVR0TAQH/BAIwADATBgNVHSUEDDAKBggrBgEF
        BQcDATAKBggqhkjOPQQDAgNIADBFAiBkjlFV941ceeMl70HkQcdwZvRaBQ62uvkC
        GxRgTm6fTwIhAJXTHNY2qtsGSYjaNqi/rasc6NiNMz8mj92HgF5Ypyyp
        -----END CERTIFICATE-----
        """

    /// For `other.example.com`, by the trusted root.
    static let otherName = """
        -----BEGIN CERTIFICATE-----
        MIIBeTCCASCgAwIBAgIUE1TQB5VxdabLUMQrYFzW3NJ51D8wCgYIKoZIzj0EAwIw
        FzEVMBMGA1UEAwwMVHJ1c3RlZCByb290MCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAw
        MTAxMDAwMDAwWjAcMRowGAYDVQQDDBFvdGhlci5leGFtcGxlLmNvbTBZMBMGByqG
        SM49AgEGCCqGSM49AwEHA0IABElDCxVkjQpYOJP6aPBh1CHJXQG8pG5tdezpbhgl
        MnIJxn1x8iSvLlbCKFpn7Z9GnPgKikSZM9VyymvPeyvHhGqjQzBBMBwGA1UdEQQV
        MBOCEW90aGVyLmV4YW1wbGUuY29tMAwGA1UdEwEB/wQCMAAwEwYDVR0lBAwwCgYI
        KwYBBQUHAwEwCgYIKoZIzj0EAwIDRwAwRAIgc1FabVm8ztcNNQ/ENTctZ3zqre98
        BgDVo9+oOIk48cwCIHEUmgX5JD5VDbya/fYoFagZcXqDTWzyXUuLuKbngLae
        -----END CERTIFICATE-----
        """

    /// For `pds.example.com`, by a root that nobody trusts.
    static let unknownRoot = """
        -----BEGIN CERTIFICATE-----
        MIIBdTCCARygAwIBAgIUbKuQB9PJX2GfdW6MMVARA/e1TvwwCgYIKoZIzj0EAwIw
        FzEVMBMGA1UEAwwMVW5rbm93biByb290MCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAw
        MTAxMDAwMDAwWjAaMRgwFgYDVQQDDA9wZHMuZXhhbXBsZS5jb20wWTATBgcqhkjO
        PQIBBggqhkjOPQMBBwNCAARJQwsVZI0KWDiT+mjwYdQhyV0BvKRubXXs6W4YJTJy
        CcZ9cfIkry5WwihaZ+2fRpz4CopEmTPVcsprz3srx4Rqo0EwPzAaBgNVHREEEzAR
        gg9wZHMuZXhhbXBsZS5jb20wDAYDVR0TAQH/BAIwADATBgNVHSUEDDAKBggrBgEF
        BQcDATAKBggqhkjOPQQDAgNHADBEAiAztWodakDY/9pEg74biyYB+AcF7AnMA/4H
        yPffG67SxQIgNO6Sm2GhlmNpcOpossGcXGqNij4KAwuFbxKnqgPtb7Q=
        -----END CERTIFICATE-----
        """

    /// For `pds.example.com`, by the trusted root, until 2021.
    static let expired = """
        -----BEGIN CERTIFICATE-----
        MIIBdTCCARqgAwIBAgIUXz3chIfHMnA9jAZ8HzgO1FWYBPYwCgYIKoZIzj0EAwIw
        FzEVMBMGA1UEAwwMVHJ1c3RlZCByb290MB4XDTIwMDEwMTAwMDAwMFoXDTIxMDEw
        MTAwMDAwMFowGjEYMBYGA1UEAwwPcGRzLmV4YW1wbGUuY29tMFkwEwYHKoZIzj0C
        AQYIKoZIzj0DAQcDQgAESUMLFWSNClg4k/po8GHUIcldAbykbm117OluGCUycgnG
        fXHyJK8uVsIoWmftn0ac+AqKRJkz1XLKa897K8eEaqNBMD8wGgYDVR0RBBMwEYIP
        cGRzLmV4YW1wbGUuY29tMAwGA1UdEwEB/wQCMAAwEwYDVR0lBAwwCgYIKwYBBQUH
        AwEwCgYIKoZIzj0EAwIDSQAwRgIhAJXWxJgkiwVhbrBCFx7IZ355pkfGi6x9Y7Yq
        KEMus2COAiEA+8rRqEKcvh25OAk6E5lwaeFiZS+xZ6uYmCa253Pw+OU=
        -----END CERTIFICATE-----
        """
}
