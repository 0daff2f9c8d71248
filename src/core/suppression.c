// SPDX-License-Identifier: Apache-2.0
// Comparing of findings with suppressions.
#include "core/suppression.h"

#include <string.h>

#include "core/name.h"

bool suppression_is_request(struct bytes text)
{
    if (text.size < SUPPRESSION_DIGITS_MIN || text.size > SUPPRESSION_DIGITS_MAX)
        return false;
    for (size_t i = 0; i < text.size; i++)
        if (!memchr("0123456789abcdefABCDEF", text.data[i], 22))
            return false;
    return true;
}

// How many bytes the character at `at` has.
static size_t character_size(struct bytes text, size_t at)
{
    size_t size = 1;

    while (at + size < text.size && ((unsigned char)text.data[at + size] & 0xC0) == 0x80)
        size++;
    return size;
}

// Both are folded. Only the last '*' is ever gone back to, so the work is the product of both.
static bool matches_folded(struct bytes pattern, struct bytes name)
{
    size_t at = 0, i = 0, star = SIZE_MAX, resume = 0;

    while (i < name.size) {
        if (at < pattern.size && pattern.data[at] == '*') {
            star = at++;
            resume = i;
        } else if (at < pattern.size && pattern.data[at] == '?') {
            at++;
            i += character_size(name, i);
        } else if (at < pattern.size && pattern.data[at] == name.data[i]) {
            at++;
            i++;
        } else if (star != SIZE_MAX) {
            at = star + 1;
            resume += character_size(name, resume);
            i = resume;
        } else {
            return false;
        }
    }
    while (at < pattern.size && pattern.data[at] == '*')
        at++;
    return at == pattern.size;
}

static bool matches_one(struct bytes pattern, struct bytes name)
{
    struct text folded_pattern = {0}, folded_name = {0};
    const char *slash = memchr(name.data, '\\', name.size);

    if (slash && !memchr(pattern.data, '\\', pattern.size))
        name = bytes_slice(name, (size_t)(slash + 1 - name.data), SIZE_MAX);
    name_fold(&folded_pattern, pattern);
    name_fold(&folded_name, name);

    bool matches = matches_folded(text_view(&folded_pattern), text_view(&folded_name));

    text_clear(&folded_pattern);
    text_clear(&folded_name);
    return matches;
}

bool suppression_matches_name(struct bytes patterns, struct bytes name)
{
    if (!name.size)
        return false;
    while (patterns.size) {
        const char *end = memchr(patterns.data, ';', patterns.size);
        size_t size = end ? (size_t)(end - patterns.data) : patterns.size;
        struct bytes pattern = bytes_trim(bytes_slice(patterns, 0, size));

        if (pattern.size && matches_one(pattern, name))
            return true;
        patterns = end ? bytes_slice(patterns, size + 1, SIZE_MAX) : (struct bytes){0};
    }
    return false;
}

static bool matches_account(struct bytes patterns, struct bytes name)
{
    return !patterns.size || suppression_matches_name(patterns, name);
}

bool suppression_matches(const struct suppression *suppression,
                         const struct suppression_finding *finding)
{
    struct bytes begin = bytes_slice(finding->request_id, 0, suppression->request_id.size);

    if (suppression->request_id.size && !bytes_equal_ascii(begin, suppression->request_id))
        return false;
    if (suppression->rule.size && !bytes_equal_ascii(finding->rule, suppression->rule) &&
        !bytes_equal_ascii(finding->reason, suppression->rule))
        return false;
    return matches_account(suppression->client, finding->client) &&
           matches_account(suppression->server, finding->server) &&
           matches_account(suppression->target, finding->target);
}
