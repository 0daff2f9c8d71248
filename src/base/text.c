// SPDX-License-Identifier: Apache-2.0
// Byte views and the text builder.
#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

struct bytes bytes_of(const char *string)
{
    return string ? (struct bytes){string, strlen(string)} : (struct bytes){0};
}

bool bytes_equal(struct bytes a, struct bytes b)
{
    return a.size == b.size && (!a.size || memcmp(a.data, b.data, a.size) == 0);
}

char ascii_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

int bytes_compare_ascii(struct bytes a, struct bytes b)
{
    size_t common = a.size < b.size ? a.size : b.size;

    for (size_t i = 0; i < common; i++) {
        unsigned char x = (unsigned char)ascii_lower(a.data[i]);
        unsigned char y = (unsigned char)ascii_lower(b.data[i]);

        if (x != y)
            return x < y ? -1 : 1;
    }
    return (a.size > b.size) - (a.size < b.size);
}

bool bytes_equal_ascii(struct bytes a, struct bytes b)
{
    return a.size == b.size && bytes_compare_ascii(a, b) == 0;
}

bool bytes_starts_with_ascii(struct bytes bytes, struct bytes prefix)
{
    return bytes_equal_ascii(bytes_slice(bytes, 0, prefix.size), prefix);
}

bool bytes_ends_with_ascii(struct bytes bytes, struct bytes suffix)
{
    return bytes.size >= suffix.size &&
           bytes_equal_ascii(bytes_slice(bytes, bytes.size - suffix.size, suffix.size), suffix);
}

struct bytes bytes_slice(struct bytes bytes, size_t from, size_t size)
{
    if (from >= bytes.size)
        return (struct bytes){0};
    if (size > bytes.size - from)
        size = bytes.size - from;
    return (struct bytes){bytes.data + from, size};
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct bytes bytes_trim(struct bytes bytes)
{
    while (bytes.size && is_blank(bytes.data[0]))
        bytes = (struct bytes){bytes.data + 1, bytes.size - 1};
    while (bytes.size && is_blank(bytes.data[bytes.size - 1]))
        bytes.size--;
    return bytes;
}

size_t bytes_find(struct bytes bytes, char byte)
{
    const char *found = bytes.size ? memchr(bytes.data, byte, bytes.size) : NULL;

    return found ? (size_t)(found - bytes.data) : SIZE_MAX;
}

bool bytes_split(struct bytes bytes, char separator, struct bytes *head, struct bytes *tail)
{
    size_t at = bytes_find(bytes, separator);

    *head = bytes_slice(bytes, 0, at);
    *tail = at == SIZE_MAX ? (struct bytes){0} : bytes_slice(bytes, at + 1, SIZE_MAX);
    return at != SIZE_MAX;
}

bool bytes_next(struct bytes *rest, char separator, struct bytes *item)
{
    if (!rest->data)
        return false;

    struct bytes tail;
    bool more = bytes_split(*rest, separator, item, &tail);

    // A list that ends in a separator has an empty last item: keep a non-NULL, empty rest.
    *rest = more ? (struct bytes){item->data + item->size + 1, tail.size} : (struct bytes){0};
    return true;
}

bool bytes_to_int64(struct bytes bytes, int64_t *out)
{
    bool negative = bytes.size > 1 && bytes.data[0] == '-';
    int64_t value = 0;

    if (!bytes.size)
        return false;
    // Downwards, since the smallest number has no positive counterpart.
    for (size_t i = negative; i < bytes.size; i++) {
        char digit = bytes.data[i];

        if (digit < '0' || digit > '9' || __builtin_mul_overflow(value, 10, &value) ||
            __builtin_sub_overflow(value, digit - '0', &value))
            return false;
    }
    if (!negative && value == INT64_MIN)
        return false;
    *out = negative ? value : -value;
    return true;
}

static void make_room(struct text *text, size_t more_bytes)
{
    size_t needed = text->size + more_bytes + 1;

    if (needed <= text->capacity)
        return;

    size_t capacity = text->capacity ? text->capacity : 64;

    while (capacity < needed)
        capacity *= 2;
    text->data = memory_resize(text->data, capacity, 1);
    text->capacity = capacity;
}

void text_append(struct text *text, struct bytes bytes)
{
    make_room(text, bytes.size);
    if (bytes.size)
        memcpy(text->data + text->size, bytes.data, bytes.size);
    text->size += bytes.size;
    text->data[text->size] = '\0';
}

void text_append_byte(struct text *text, char byte)
{
    text_append(text, (struct bytes){&byte, 1});
}

void text_append_string(struct text *text, const char *string)
{
    text_append(text, bytes_of(string));
}

void text_append_lower(struct text *text, struct bytes bytes)
{
    size_t start = text->size;

    text_append(text, bytes);
    for (size_t i = start; i < text->size; i++)
        text->data[i] = ascii_lower(text->data[i]);
}

void text_append_hex(struct text *text, const uint8_t *data, size_t size)
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < size; i++) {
        text_append_byte(text, digits[data[i] >> 4]);
        text_append_byte(text, digits[data[i] & 15]);
    }
}

void text_printf_v(struct text *text, const char *format, va_list arguments)
{
    va_list again;

    va_copy(again, arguments);
    int needed = vsnprintf(NULL, 0, format, arguments);
    if (needed >= 0) {
        make_room(text, (size_t)needed);
        vsnprintf(text->data + text->size, (size_t)needed + 1, format, again);
        text->size += (size_t)needed;
    }
    va_end(again);
}

void text_printf(struct text *text, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    text_printf_v(text, format, arguments);
    va_end(arguments);
}

struct bytes text_view(const struct text *text)
{
    return (struct bytes){text->data, text->size};
}

void text_reset(struct text *text)
{
    text->size = 0;
    if (text->data)
        text->data[0] = '\0';
}

void text_clear(struct text *text)
{
    free(text->data);
    *text = (struct text){0};
}
