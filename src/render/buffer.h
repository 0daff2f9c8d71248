// SPDX-License-Identifier: Apache-2.0
// Output in 64 KiB steps before a writer, and UTF-8 made valid: what every format is built on.
#ifndef RENDER_BUFFER_H
#define RENDER_BUFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "core/rows.h"

enum { BUFFER_BYTES = 64 * 1024 };

// The first failure of the writer fills `error` and is kept in `failed`; what is put afterwards is
// dropped. Zero-initialise it but for `writer` and `error`, both borrowed.
struct buffer {
    const struct writer *writer;
    struct error *error;
    bool failed;
    size_t used;
    char data[BUFFER_BYTES];
};

// Hands everything to the writer; false where it or something before it failed.
bool buffer_flush(struct buffer *buffer);

// buffer_put where the bytes do not fit behind what is there.
void buffer_put_over(struct buffer *buffer, struct bytes bytes);

static inline void buffer_put(struct buffer *buffer, struct bytes bytes)
{
    if (bytes.size > BUFFER_BYTES - buffer->used) {
        buffer_put_over(buffer, bytes);
    } else if (bytes.size) {
        memcpy(buffer->data + buffer->used, bytes.data, bytes.size);
        buffer->used += bytes.size;
    }
}

static inline void buffer_byte(struct buffer *buffer, char byte)
{
    buffer_put(buffer, (struct bytes){&byte, 1});
}

void buffer_integer(struct buffer *buffer, int64_t number);

// The shortest text that reads back as `number`, always with a point or an exponent. `number` must
// be finite.
void buffer_real(struct buffer *buffer, double number);

// `bytes` where they are valid UTF-8; else a copy in `scratch` with U+FFFD for each byte that is
// not. Borrowed from either.
struct bytes buffer_valid_utf8(struct bytes bytes, struct text *scratch);

#endif
