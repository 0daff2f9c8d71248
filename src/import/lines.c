// SPDX-License-Identifier: Apache-2.0
// Encoding and lines of a file that comes in chunks.
#include "import/lines.h"

#include <string.h>

#include "import/place.h"

enum { HEAD_BYTES = 4 }; // what the encoding is seen from

static bool refuse(const struct lines *lines, struct error *error, const char *found)
{
    return place_error(error, (struct place){lines->file, lines->count + 1, 1},
                       "found %s, expected UTF-8, or UTF-16 little-endian with a byte order mark",
                       found);
}

static bool deliver(struct lines *lines, struct bytes text, struct error *error)
{
    struct line line = {text, ++lines->count, lines->encoding == LINES_UTF16LE};

    return lines->line(lines->context, &line, error);
}

static bool complete_pending(struct lines *lines, struct bytes rest, struct error *error)
{
    text_append(&lines->pending, rest);

    bool kept = deliver(lines, text_view(&lines->pending), error);

    text_reset(&lines->pending);
    return kept;
}

static bool split(struct lines *lines, struct bytes bytes, struct error *error)
{
    while (bytes.size) {
        size_t end = bytes_find(bytes, '\n');
        struct bytes line = bytes_slice(bytes, 0, end == SIZE_MAX ? bytes.size : end + 1);

        if (lines->pending.size + line.size > LINES_MAX_BYTES)
            return refuse(lines, error, "a line of more than 16 MiB");
        bytes = bytes_slice(bytes, line.size, SIZE_MAX);
        if (end == SIZE_MAX)
            text_append(&lines->pending, line);
        else if (!(lines->pending.size ? complete_pending(lines, line, error)
                                       : deliver(lines, line, error)))
            return false;
    }
    return true;
}

// The bytes up to the last one that ends a UTF-16 character; a pair may be cut by the chunk's end.
static size_t whole_characters(struct bytes utf16)
{
    size_t size = utf16.size & ~(size_t)1;

    if (size && ((unsigned char)utf16.data[size - 1] & 0xFC) == 0xD8)
        size -= 2;
    return size;
}

static bool split_utf16(struct lines *lines, struct bytes utf16, struct error *error)
{
    text_reset(&lines->decoded);
    for (size_t bad; !text_append_utf16le(&lines->decoded, utf16, &bad);) {
        text_append_code_point(&lines->decoded, 0xFFFD);
        utf16 = bytes_slice(utf16, bad + 2, SIZE_MAX);
    }
    return split(lines, text_view(&lines->decoded), error);
}

static bool feed_utf16(struct lines *lines, struct error *error)
{
    struct bytes raw = text_view(&lines->raw);
    size_t whole = whole_characters(raw), left = raw.size - whole;

    if (!split_utf16(lines, bytes_slice(raw, 0, whole), error))
        return false;
    if (left)
        memmove(lines->raw.data, lines->raw.data + whole, left);
    lines->raw.size = left;
    return true;
}

static bool begins(struct bytes head, const char *mark, size_t size)
{
    return head.size >= size && memcmp(head.data, mark, size) == 0;
}

// A text in ASCII letters has a zero in every second byte where it is UTF-16.
static bool has_zeros(struct bytes head, size_t first)
{
    if (head.size < HEAD_BYTES)
        return false;
    for (size_t i = 0; i < HEAD_BYTES; i++)
        if ((head.data[i] == '\0') != (i % 2 == first))
            return false;
    return true;
}

// Looks at the first bytes and takes the byte order mark off; `*mark_bytes` gets its length.
static bool see_encoding(struct lines *lines, size_t *mark_bytes, struct error *error)
{
    struct bytes head = text_view(&lines->raw);

    if (begins(head, "\xFE\xFF", 2) || has_zeros(head, 0))
        return refuse(lines, error, "UTF-16 big-endian");
    if (has_zeros(head, 1))
        return refuse(lines, error, "UTF-16 without a byte order mark");
    lines->encoding = begins(head, "\xFF\xFE", 2) ? LINES_UTF16LE : LINES_BYTES;
    *mark_bytes = lines->encoding == LINES_UTF16LE ? 2 : begins(head, "\xEF\xBB\xBF", 3) ? 3 : 0;
    return true;
}

static bool begin(struct lines *lines, struct error *error)
{
    size_t mark_bytes = 0;

    if (!see_encoding(lines, &mark_bytes, error))
        return false;

    struct text first = lines->raw;

    lines->raw = (struct text){0};

    bool kept = lines_feed(lines, bytes_slice(text_view(&first), mark_bytes, SIZE_MAX), error);

    text_clear(&first);
    return kept;
}

bool lines_feed(struct lines *lines, struct bytes chunk, struct error *error)
{
    if (lines->encoding == LINES_BYTES)
        return split(lines, chunk, error);
    text_append(&lines->raw, chunk);
    if (lines->encoding == LINES_UTF16LE)
        return feed_utf16(lines, error);
    return lines->raw.size < HEAD_BYTES || begin(lines, error);
}

bool lines_finish(struct lines *lines, struct error *error)
{
    if (lines->encoding == LINES_NOT_SEEN && !begin(lines, error))
        return false;
    if (lines->raw.size % 2)
        return refuse(lines, error, "a file that ends within a character");
    if (lines->raw.size && !split_utf16(lines, text_view(&lines->raw), error))
        return false;
    return !lines->pending.size || complete_pending(lines, (struct bytes){0}, error);
}

void lines_clear(struct lines *lines)
{
    text_clear(&lines->raw);
    text_clear(&lines->decoded);
    text_clear(&lines->pending);
}

struct bytes lines_strip(struct bytes text)
{
    if (text.size && text.data[text.size - 1] == '\n')
        text.size--;
    if (text.size && text.data[text.size - 1] == '\r')
        text.size--;
    return text;
}
