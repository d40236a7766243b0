// SPDX-License-Identifier: Apache-2.0
#include "raw_verify.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <secp256k1.h>
#include <string.h>

void *raw_key(const uint8_t *point) {
    EVP_PKEY *key = NULL;
    char group[] = "P-256";
    OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, group, 0),
        OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, (void *)point, 65),
        OSSL_PARAM_construct_end(),
    };
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, "EC", NULL);
    if (EVP_PKEY_fromdata_init(context) != 1 ||
        EVP_PKEY_fromdata(context, &key, EVP_PKEY_PUBLIC_KEY, parameters) != 1)
        key = NULL;
    EVP_PKEY_CTX_free(context);
    return key;
}

void raw_key_free(void *key) { EVP_PKEY_free(key); }

int raw_verify(void *key, const uint8_t *signature, size_t signature_length, const uint8_t *message, size_t length) {
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    int status = EVP_DigestVerifyInit(context, NULL, EVP_sha256(), NULL, key) == 1
        && EVP_DigestVerify(context, signature, signature_length, message, length) == 1;
    EVP_MD_CTX_free(context);
    return status;
}

int raw_k256_public(const uint8_t *secret, uint8_t *compressed) {
    secp256k1_context *context = secp256k1_context_create(SECP256K1_CONTEXT_NONE);
    secp256k1_pubkey key;
    size_t length = 33;
    int status = secp256k1_ec_pubkey_create(context, &key, secret)
        && secp256k1_ec_pubkey_serialize(context, compressed, &length, &key, SECP256K1_EC_COMPRESSED);
    secp256k1_context_destroy(context);
    return status;
}

int raw_k256_sign(const uint8_t *secret, const uint8_t *digest, uint8_t *compact) {
    secp256k1_context *context = secp256k1_context_create(SECP256K1_CONTEXT_NONE);
    secp256k1_ecdsa_signature signature;
    int status = secp256k1_ecdsa_sign(context, &signature, digest, secret, NULL, NULL)
        && secp256k1_ecdsa_signature_serialize_compact(context, compact, &signature);
    secp256k1_context_destroy(context);
    return status;
}

int raw_k256_verify(const uint8_t *compressed, const uint8_t *compact, const uint8_t *digest) {
    static secp256k1_pubkey key;
    static uint8_t known[33];
    secp256k1_ecdsa_signature signature;
    if (memcmp(known, compressed, 33) != 0) {
        if (!secp256k1_ec_pubkey_parse(secp256k1_context_static, &key, compressed, 33)) return 0;
        memcpy(known, compressed, 33);
    }
    return secp256k1_ecdsa_signature_parse_compact(secp256k1_context_static, &signature, compact)
        && secp256k1_ecdsa_verify(secp256k1_context_static, &signature, digest, &key);
}
