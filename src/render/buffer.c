// SPDX-License-Identifier: Apache-2.0
// Output in 64 KiB steps, numbers without printf where it counts, UTF-8 made valid.
#include "render/buffer.h"

#include <stdio.h>
#include <stdlib.h>

bool buffer_flush(struct buffer *buffer)
{
    struct bytes bytes = {buffer->data, buffer->used};
    const struct writer *writer = buffer->writer;

    buffer->used = 0;
    if (!buffer->failed && bytes.size && !writer->write(writer->context, bytes, buffer->error))
        buffer->failed = true;
    return !buffer->failed;
}

void buffer_put_over(struct buffer *buffer, struct bytes bytes)
{
    const struct writer *writer = buffer->writer;

    if (!buffer_flush(buffer))
        return;
    if (bytes.size < BUFFER_BYTES)
        buffer_put(buffer, bytes);
    else if (!writer->write(writer->context, bytes, buffer->error))
        buffer->failed = true;
}

void buffer_integer(struct buffer *buffer, int64_t number)
{
    char digits[24];
    char *first = digits + sizeof digits;
    uint64_t rest = number < 0 ? -(uint64_t)number : (uint64_t)number;

    do
        *--first = (char)('0' + rest % 10);
    while (rest /= 10);
    if (number < 0)
        *--first = '-';
    buffer_put(buffer, (struct bytes){first, (size_t)(digits + sizeof digits - first)});
}

void buffer_real(struct buffer *buffer, double number)
{
    char digits[40];
    int size = 0;

    // 17 significant digits always read back as the same double, 15 mostly do (C17 5.2.4.2.2).
    for (int precision = 15; precision <= 17; precision++) {
        size = snprintf(digits, sizeof digits, "%.*g", precision, number);
        if (strtod(digits, NULL) == number)
            break;
    }
    buffer_put(buffer, (struct bytes){digits, (size_t)size});
    if (!strpbrk(digits, ".e"))
        buffer_put(buffer, BYTES(".0"));
}

struct bytes buffer_valid_utf8(struct bytes bytes, struct text *scratch)
{
    size_t bad;

    if (utf8_is_valid(bytes, &bad))
        return bytes;
    text_reset(scratch);
    do {
        text_append(scratch, bytes_slice(bytes, 0, bad));
        text_append_code_point(scratch, 0xFFFD);
        bytes = bytes_slice(bytes, bad + 1, SIZE_MAX);
    } while (!utf8_is_valid(bytes, &bad));
    text_append(scratch, bytes);
    return text_view(scratch);
}
