// SPDX-License-Identifier: Apache-2.0
// Fuzz target: any bytes as the security descriptor of resource-based constrained delegation.
#include <stdlib.h>
#include <string.h>

#include "core/access.h"
#include "core/secdesc.h"
#include "core/sid.h"
#include "fuzz.h"

static void require(bool holds)
{
    if (!holds)
        abort();
}

static bool lies_inside(struct bytes part, struct bytes whole)
{
    return !part.size || (part.data >= whole.data && part.size <= whole.size &&
                          part.data + part.size <= whole.data + whole.size);
}

// Every view lies in the descriptor, and whoever is named by an entry is put into the token.
static void walk(struct bytes whole, const struct secdesc *descriptor, struct token *token)
{
    struct ace ace;
    size_t count = 0;

    require(lies_inside(descriptor->owner, whole) && lies_inside(descriptor->group, whole));
    for (struct bytes rest = descriptor->aces; secdesc_next(&rest, &ace); count++) {
        require(lies_inside(ace.sid, whole) && lies_inside(ace.condition, whole) &&
                lies_inside(ace.object_type, whole));
        require(ace.known == sid_is_valid(ace.sid));
        if (ace.known)
            vec_push(&token->sids, ace.sid);
    }
    require(count == descriptor->ace_count);
}

// SIDs survive the way to text and back.
static void format_and_parse(struct bytes sid)
{
    struct text text = {0};
    uint8_t again[SID_MAX_BYTES];
    uint32_t rid;
    size_t size;

    require(sid_format(&text, sid));
    if (sid_rid(sid, &rid)) {
        require(sid_parse(text_view(&text), again, &size));
        require(size == sid.size && memcmp(again, sid.data, size) == 0);
    }
    text_clear(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bytes whole = {(const char *)data, size};
    struct secdesc descriptor;
    struct token nobody = {0}, everybody = {0};
    const char *why = NULL;

    if (!secdesc_parse(whole, &descriptor, &why)) {
        require(why != NULL);
        require(access_check(whole, &nobody, NULL) == ACCESS_NOT_PARSED);
        return 0;
    }
    walk(whole, &descriptor, &everybody);
    for (size_t i = 0; i < everybody.sids.count; i++)
        format_and_parse(everybody.sids.items[i]);

    struct access_detail detail;
    enum access_result result = access_check(whole, &everybody, &detail);

    require(result != ACCESS_NOT_PARSED && lies_inside(detail.sid, whole));
    require((detail.why != NULL) == (result == ACCESS_CONDITIONAL));
    result = access_check(whole, &nobody, NULL);
    require(descriptor.dacl != SECDESC_DACL_PRESENT || result == ACCESS_DENIED);
    vec_clear(&everybody.sids);
    return 0;
}
