// SPDX-License-Identifier: Apache-2.0
// Walks an entry in place: no value is copied.
#include "directory/entry.h"

#include "base/cleanup.h"

#define NAME_VIEW(enumerator, name, where) {name, sizeof name - 1},
static const struct bytes names[] = {ATTRIBUTES(NAME_VIEW)};

static struct bytes view(const struct berval *value)
{
    return (struct bytes){value->bv_val, value->bv_len};
}

bool entry_range_parse(struct bytes option, struct entry_range *out)
{
    static const struct bytes prefix = {"range=", 6};
    struct entry_range range = {.attr = out->attr};
    struct bytes first, last;

    if (!bytes_starts_with_ascii(option, prefix) ||
        !bytes_split(bytes_slice(option, prefix.size, option.size), '-', &first, &last) ||
        !bytes_to_int64(first, &range.first) || range.first < 0)
        return false;
    if (bytes_equal(last, BYTES("*")))
        range.last = ENTRY_RANGE_END;
    else if (!bytes_to_int64(last, &range.last) || range.last < range.first)
        return false;
    *out = range;
    return true;
}

const struct entry_range *entry_range_of(const struct entry *entry, enum attr attr)
{
    for (size_t i = 0; i < entry->ranges.count; i++)
        if (entry->ranges.items[i].attr == attr)
            return &entry->ranges.items[i];
    return NULL;
}

// Servers send the attributes of like objects in like order, so the one that came behind
// `previous` last time is tried first.
static bool resolve(struct entry *entry, struct bytes name, size_t previous, enum attr *out)
{
    enum attr guess = (enum attr)entry->follows[previous];

    if (bytes_equal(names[guess], name)) {
        *out = guess;
        return true;
    }
    if (!attr_from_name(name, out))
        return false;
    entry->follows[previous] = (uint8_t)*out;
    return true;
}

static struct attr_values take_values(struct entry *entry, const struct berval *values)
{
    size_t count = 0;

    while (values && values[count].bv_val)
        count++;

    struct bytes *items = arena_alloc(&entry->arena, count * sizeof *items);

    for (size_t i = 0; i < count; i++)
        items[i] = view(&values[i]);
    return (struct attr_values){.items = items, .count = count};
}

// A range that does not say how many values came, or comes twice, is not to be relied on.
static bool range_is_sound(const struct entry_range *range, size_t count)
{
    return range->last == ENTRY_RANGE_END || (uint64_t)(range->last - range->first) + 1 == count;
}

static void keep(struct entry *entry, struct bytes name, const struct berval *values,
                 size_t *previous)
{
    struct entry_range range = {0};
    struct bytes base, option;
    bool has_option = bytes_split(name, ';', &base, &option);

    if (!resolve(entry, base, *previous, &range.attr))
        return;
    *previous = range.attr;
    if (has_option && !entry_range_parse(option, &range))
        return;

    struct attr_values taken = take_values(entry, values);

    // AD sends an empty "member" beside "member;range=0-1499".
    if (!has_option && !taken.count)
        return;
    entry->bag.values[range.attr] = taken;
    if (has_option) {
        entry->bag.values[range.attr].truncated = !range_is_sound(&range, taken.count);
        vec_push(&entry->ranges, range);
    }
}

static void free_ber(BerElement **ber)
{
    if (*ber)
        ber_free(*ber, 0);
}

bool entry_decode(struct entry *entry, LDAP *ld, LDAPMessage *message)
{
    CLEANUP(free_ber) BerElement *ber = NULL;
    size_t previous = ATTR_COUNT;
    struct berval dn;

    arena_reset(&entry->arena);
    entry->ranges.count = 0;
    entry->bag = (struct attrs){0};
    if (ldap_get_dn_ber(ld, message, &ber, &dn) != LDAP_SUCCESS)
        return false;
    entry->bag.dn = view(&dn);
    for (;;) {
        struct berval name, *values = NULL;

        if (ldap_get_attribute_ber(ld, message, ber, &name, &values) != LDAP_SUCCESS)
            return false;
        if (!name.bv_val)
            return true;
        keep(entry, view(&name), values, &previous);
        ber_memfree(values);
    }
}

void entry_clear(struct entry *entry)
{
    arena_clear(&entry->arena);
    vec_clear(&entry->ranges);
}
