// SPDX-License-Identifier: Apache-2.0
// Placeholders of remedies.
#include "core/remedy.h"

static bool append_placeholder(struct text *out, struct bytes key, const struct remedy_names *names)
{
    const struct {
        struct bytes key, value, otherwise;
    } known[] = {
        {BYTES("client"), names->client, BYTES("the client")},
        {BYTES("server"), names->server, BYTES("the server")},
        {BYTES("server_account"), names->server_account, BYTES("the server's account")},
        {BYTES("target"), names->target, BYTES("the target")},
        {BYTES("host"), names->host, BYTES("the client machine")},
        {BYTES("application"), names->application, BYTES("the application")},
        {BYTES("object"), names->object, BYTES("it")},
    };

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (bytes_equal(known[i].key, key)) {
            text_append(out, known[i].value.size ? known[i].value : known[i].otherwise);
            return true;
        }
    return false;
}

static struct bytes remedy_of(const struct rule *rule, bool cloaked)
{
    return bytes_of(cloaked && rule->cloaked_remedy ? rule->cloaked_remedy : rule->remedy);
}

bool remedy_uses(const struct rule *rule, bool cloaked, const char *placeholder)
{
    struct bytes rest = remedy_of(rule, cloaked), before, after, key;

    while (bytes_split(rest, '{', &before, &after)) {
        if (!bytes_split(after, '}', &key, &rest))
            return false;
        if (bytes_equal(key, bytes_of(placeholder)))
            return true;
    }
    return false;
}

void remedy_append(struct text *out, const struct rule *rule, const struct remedy_names *names)
{
    struct bytes rest = remedy_of(rule, names->cloaked), before, after, key;

    while (bytes_split(rest, '{', &before, &after)) {
        text_append(out, before);
        if (!bytes_split(after, '}', &key, &rest) || !append_placeholder(out, key, names)) {
            text_append_byte(out, '{');
            rest = after;
        }
    }
    text_append(out, rest);
}
