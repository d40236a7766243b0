// SPDX-License-Identifier: Apache-2.0
#include "raw_verify.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>

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
