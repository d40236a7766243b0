// SPDX-License-Identifier: Apache-2.0
#ifndef RAW_VERIFY_H
#define RAW_VERIFY_H

#include <stddef.h>
#include <stdint.h>

/// Makes a P-256 key out of an uncompressed point of 65 bytes.
void *raw_key(const uint8_t *point);
void raw_key_free(void *key);
/// Verifies a DER signature over a message with nothing but libcrypto; 1 where it is valid.
int raw_verify(void *key, const uint8_t *signature, size_t signature_length, const uint8_t *message, size_t length);

/// The compressed public key of a secp256k1 secret; 1 where it worked.
int raw_k256_public(const uint8_t *secret, uint8_t *compressed);
/// r and s over a digest; 1 where it worked.
int raw_k256_sign(const uint8_t *secret, const uint8_t *digest, uint8_t *compact);
/// One verification by libsecp256k1, whose parsed key is kept from call to call.
int raw_k256_verify(const uint8_t *compressed, const uint8_t *compact, const uint8_t *digest);

#endif
