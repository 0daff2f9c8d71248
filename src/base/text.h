// SPDX-License-Identifier: Apache-2.0
// Byte views, a text builder, ASCII folding, and the encodings that Windows files come in.
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// A view of bytes that somebody else owns; not NUL-terminated unless said. `data` may be NULL
// where `size` is 0.
struct bytes {
    const char *data;
    size_t size;
};

// Views of a string literal and of a C string (NULL gives an empty view).
#define BYTES(literal) ((struct bytes){"" literal, sizeof(literal) - 1})
struct bytes bytes_of(const char *string);

bool bytes_equal(struct bytes a, struct bytes b);

// Equal, compared or hashed without regard to case of A-Z. Order is bytewise after folding.
bool bytes_equal_ascii(struct bytes a, struct bytes b);
int bytes_compare_ascii(struct bytes a, struct bytes b);
bool bytes_starts_with_ascii(struct bytes bytes, struct bytes prefix);
bool bytes_ends_with_ascii(struct bytes bytes, struct bytes suffix);

// The part of `bytes` from `from` on, at most `size` long; never past the end.
struct bytes bytes_slice(struct bytes bytes, size_t from, size_t size);

// Without blanks, tabs, CR and LF at both ends.
struct bytes bytes_trim(struct bytes bytes);

// Splits at the first `separator`: `*head` gets what is before it, the result is whether it was
// there; `*tail` gets what follows (all is head and tail is empty where it was not).
bool bytes_split(struct bytes bytes, char separator, struct bytes *head, struct bytes *tail);

// Takes the next item off a list: false at its end. Empty items are returned as well.
//   for (struct bytes rest = list, item; bytes_next(&rest, ';', &item);) ...
bool bytes_next(struct bytes *rest, char separator, struct bytes *item);

// The position of `byte`, or SIZE_MAX.
size_t bytes_find(struct bytes bytes, char byte);

char ascii_lower(char c);

// Whole text is a decimal number that fits; nothing else, no sign unless '-' first.
bool bytes_to_int64(struct bytes bytes, int64_t *out);

// Well-formed UTF-8 (RFC 3629: no surrogates, no overlong forms); `*bad_offset` (may be NULL)
// gets the first byte that is not.
bool utf8_is_valid(struct bytes bytes, size_t *bad_offset);

// A growing text, always NUL-terminated once anything was appended. Zero-initialise it.
struct text {
    char *data; // owned
    size_t size, capacity;
};

void text_append(struct text *text, struct bytes bytes);
void text_append_byte(struct text *text, char byte);
void text_append_string(struct text *text, const char *string);
void text_append_lower(struct text *text, struct bytes bytes); // A-Z folded
void text_append_hex(struct text *text, const uint8_t *data, size_t size);
void text_printf(struct text *text, const char *format, ...)
    __attribute__((format(printf, 2, 3), nonnull(2)));
void text_printf_v(struct text *text, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0), nonnull(2)));

// Appends a code point as UTF-8; what is no scalar value becomes U+FFFD.
void text_append_code_point(struct text *text, uint32_t code_point);

// UTF-16LE without BOM to UTF-8. False, with the byte offset in `*bad_offset`, at an odd length
// or a lone surrogate; the text then holds what came before.
bool text_append_utf16le(struct text *text, struct bytes utf16, size_t *bad_offset);

// Windows code page 1252, where every byte has a meaning (the five undefined ones map to C1).
void text_append_cp1252(struct text *text, struct bytes bytes);

// UTF-8 that text_append_cp1252 made of what turned out to be code page 850.
void text_append_recoded_850(struct text *text, struct bytes utf8);

struct bytes text_view(const struct text *text); // borrowed from the text until it changes
void text_reset(struct text *text);              // empty, memory kept
void text_clear(struct text *text);              // empty, memory freed

#endif
