// SPDX-License-Identifier: Apache-2.0
// Groups and files to accounts.
#include "audit/account_list.h"

#include "core/name.h"
#include "import/import.h"
#include "store/members.h"

static bool refuse(struct error *error, struct bytes name, const char *why)
{
    return error_set(error, STATUS_USAGE, "'%.*s' %s", (int)name.size, name.data, why);
}

bool account_find(struct store *store, struct bytes name, struct resolve_result *out,
                  struct error *error)
{
    const struct resolve_result no_host = {0};
    struct account_name parsed = name_parse(name);

    if (parsed.syntax == NAME_INVALID)
        return refuse(error, name,
                      "is no account name: expected DOMAIN\\name, name@suffix, name$ or a SID");
    if (!resolve_account(store, &parsed, (struct bytes){0}, &no_host, out, error))
        return false;
    if (out->state == RESOLVE_ACCOUNT)
        return true;
    if (out->ambiguous)
        return refuse(error, name, "is the name of more than one account: give its SID");
    switch (parsed.syntax) {
    case NAME_SID:
    case NAME_DOWN_LEVEL:
    case NAME_UPN:
    case NAME_COMPUTER:
        return refuse(error, name, "is the name of no account in the newest snapshot");
    default:
        return refuse(error, name,
                      "is an account of a machine and not of the directory: name the computer, "
                      "NAME$");
    }
}

static void add(struct account_list *list, int64_t id, bool is_group, const char *place)
{
    struct bytes key = {(const char *)&id, sizeof id};

    if (map_find(&list->by_id, key))
        return;
    map_put(&list->by_id, arena_copy(&list->arena, key), 0, NULL);
    vec_push(&list->items, (struct listed_account){id, is_group, place});
}

struct member_sink {
    struct account_list *list;
    const char *place;
    size_t count;
};

static bool add_member(void *context, int64_t id, int64_t domain_id, struct error *error)
{
    struct member_sink *sink = context;

    (void)domain_id;
    (void)error;
    sink->count++;
    add(sink->list, id, false, sink->place);
    return true;
}

bool account_list_add_group(struct account_list *list, const char *name, struct error *error)
{
    struct member_sink sink = {list, arena_printf(&list->arena, "member of %s", name), 0};
    struct resolve_result group;
    bool incomplete = false;

    if (!account_find(list->store, bytes_of(name), &group, error))
        return false;
    if (group.kind != ACCOUNT_GROUP)
        return refuse(error, bytes_of(name), "is no group");
    if (!members_each(list->store, group.id, add_member, &sink, &incomplete, error))
        return false;
    list->incomplete |= incomplete;
    return sink.count || refuse(error, bytes_of(name), "has no effective members");
}

static bool add_line(void *context, struct bytes name, unsigned line, struct error *error)
{
    struct account_list *list = context;
    struct resolve_result account;

    list->file_names++;
    if (!account_find(list->store, name, &account, error)) {
        if (error && error->status == STATUS_USAGE)
            error->status = STATUS_FORMAT; // the file's author has to act
        return false;
    }
    add(list, account.id, account.kind == ACCOUNT_GROUP,
        arena_printf(&list->arena, "%s:%u", list->file, line));
    return true;
}

bool account_list_add_file(struct account_list *list, const char *path, struct error *error)
{
    list->file = path;
    list->file_names = 0;
    return import_name_file(path, add_line, list, error) &&
           (list->file_names || error_set(error, STATUS_FORMAT, "%s: names no account", path));
}

void account_list_clear(struct account_list *list)
{
    map_clear(&list->by_id);
    vec_clear(&list->items);
    arena_clear(&list->arena);
}
