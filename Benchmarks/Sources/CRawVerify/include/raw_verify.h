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

#endif
