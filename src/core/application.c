// SPDX-License-Identifier: Apache-2.0
// Facts of exports by the names that applications go by.
#include "core/application.h"

#include <string.h>

#include "core/application_names.h"
#include "core/name.h"

// Which sort of name a key is.
enum sort { SORT_APPID, SORT_APPLICATION, SORT_CLSID, SORT_PROGID, SORT_SERVICE, SORT_GROUP };

static struct bytes make_key(struct application_table *table, int64_t host, enum sort sort,
                             struct bytes name)
{
    text_reset(&table->key);
    text_printf(&table->key, "%lld %d ", (long long)host, (int)sort);
    name_fold(&table->key, name);
    return text_view(&table->key);
}

// The first node of a list; UINT32_MAX: there is none.
static uint32_t first_node(struct application_table *table, int64_t host, enum sort sort,
                           struct bytes name)
{
    const uint32_t *node = map_find(&table->by_key, make_key(table, host, sort, name));

    return node ? *node : UINT32_MAX;
}

static void link_name(struct application_table *table, int64_t host, enum sort sort,
                      struct bytes name, uint32_t item)
{
    bool added;
    uint32_t fresh = (uint32_t)table->nodes.count;

    if (!name.size)
        return;

    struct bytes key = arena_copy(&table->arena, make_key(table, host, sort, name));
    uint32_t *head = map_put(&table->by_key, key, fresh, &added);

    vec_push(&table->nodes, (struct application_node){item, added ? UINT32_MAX : *head});
    *head = fresh;
}

static struct bytes without_exe(struct bytes name)
{
    return bytes_ends_with_ascii(name, BYTES(".exe")) ? bytes_slice(name, 0, name.size - 4) : name;
}

static struct fact_origin copy_origin(struct application_table *table,
                                      const struct fact_origin *origin)
{
    return (struct fact_origin){arena_copy(&table->arena, origin->source), origin->file};
}

static bool is_same_object(const struct application_fact *a, const struct application_fact *b)
{
    return a->part == b->part && bytes_equal_ascii(a->appid, b->appid) &&
           bytes_equal_ascii(a->partition, b->partition) &&
           (a->appid.size
                ? !a->exe.size == !b->exe.size && bytes_equal_ascii(a->exe, b->exe)
                : bytes_equal_ascii(a->name, b->name) && bytes_equal_ascii(a->exe, b->exe));
}

static bool is_superseded(struct application_table *table, int64_t host,
                          const struct application_fact *fact, int64_t file)
{
    enum sort sort = fact->appid.size ? SORT_APPID : SORT_APPLICATION;
    struct bytes name = fact->appid.size  ? fact->appid
                        : fact->name.size ? fact->name
                                          : without_exe(fact->exe);

    for (uint32_t at = first_node(table, host, sort, name); at != UINT32_MAX;
         at = table->nodes.items[at].next) {
        const struct known_application *known =
            &table->applications.items[table->nodes.items[at].item];

        if (known->origin.file != file && is_same_object(&known->fact, fact))
            return true;
    }
    return false;
}

void applications_add(struct application_table *table, int64_t host,
                      const struct application_fact *fact, const struct fact_origin *origin)
{
    struct known_application known = {*fact, copy_origin(table, origin), host};
    uint32_t item = (uint32_t)table->applications.count;
    struct bytes *const texts[] = {
        &known.fact.host,    &known.fact.partition, &known.fact.appid,
        &known.fact.name,    &known.fact.exe,       &known.fact.account,
        &known.fact.service, &known.fact.surrogate, &known.fact.remote_server,
        &known.fact.key,     &known.fact.remark,
    };

    if (is_superseded(table, host, fact, origin->file))
        return;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i] = arena_copy(&table->arena, *texts[i]);
    vec_push(&table->applications, known);
    link_name(table, host, SORT_APPID, known.fact.appid, item);
    if (known.fact.part == PART_SVCHOST) {
        link_name(table, host, SORT_GROUP, known.fact.name, item);
        return;
    }
    link_name(table, host, SORT_APPLICATION, known.fact.name, item);
    if (!bytes_equal_ascii(without_exe(known.fact.exe), without_exe(known.fact.name)))
        link_name(table, host, SORT_APPLICATION, without_exe(known.fact.exe), item);
}

void applications_add_class(struct application_table *table, int64_t host,
                            const struct class_fact *fact, const struct fact_origin *origin)
{
    struct known_class known = {*fact, copy_origin(table, origin)};
    uint32_t item = (uint32_t)table->classes.count;
    struct bytes *const texts[] = {&known.fact.host, &known.fact.clsid, &known.fact.progid,
                                   &known.fact.appid, &known.fact.key};

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i] = arena_copy(&table->arena, *texts[i]);
    vec_push(&table->classes, known);
    link_name(table, host, SORT_CLSID, known.fact.clsid, item);
    link_name(table, host, SORT_PROGID, known.fact.progid, item);
}

void applications_add_service(struct application_table *table, int64_t host,
                              const struct service_fact *fact, const struct fact_origin *origin)
{
    struct known_service known = {*fact, copy_origin(table, origin)};
    uint32_t item = (uint32_t)table->services.count;
    struct bytes *const texts[] = {&known.fact.host,  &known.fact.service, &known.fact.account,
                                   &known.fact.group, &known.fact.exe,     &known.fact.key};

    for (uint32_t at = first_node(table, host, SORT_SERVICE, fact->service); at != UINT32_MAX;
         at = table->nodes.items[at].next) {
        const struct known_service *other = &table->services.items[table->nodes.items[at].item];

        if (other->fact.part == fact->part && other->origin.file != origin->file)
            return;
    }
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i] = arena_copy(&table->arena, *texts[i]);
    vec_push(&table->services, known);
    link_name(table, host, SORT_SERVICE, known.fact.service, item);
}

void applications_clear(struct application_table *table)
{
    arena_clear(&table->arena);
    vec_clear(&table->applications);
    vec_clear(&table->classes);
    vec_clear(&table->services);
    vec_clear(&table->nodes);
    map_clear(&table->by_key);
    text_clear(&table->key);
}

bool application_is_guid(struct bytes text)
{
    if (text.size == 38 && text.data[0] == '{' && text.data[37] == '}')
        text = bytes_slice(text, 1, 36);
    if (text.size != 36)
        return false;
    for (size_t i = 0; i < text.size; i++) {
        bool is_dash = i == 8 || i == 13 || i == 18 || i == 23;
        char c = ascii_lower(text.data[i]);
        bool is_digit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');

        if (is_dash ? c != '-' : !is_digit)
            return false;
    }
    return true;
}

// Candidates as they are found: of one AppID, of a service, or without either.
struct search {
    struct application_table *table;
    int64_t host;
    enum kind kind;
    struct application_found *out;
};

static bool is_new(const struct search *search, struct bytes appid, struct bytes service)
{
    const struct application_found *out = search->out;

    if (!out->count)
        return true;
    if (appid.size && out->appid.size)
        return !bytes_equal_ascii(appid, out->appid);
    // A dump without AppIDs and the one AppID of that name tell of one application.
    return service.size && !bytes_equal_ascii(service, out->service);
}

static void count(struct search *search, struct bytes appid, struct bytes service,
                  const struct setting *setting)
{
    struct application_found *out = search->out;

    if (!is_new(search, appid, service)) {
        if (!out->appid.size)
            out->appid = appid;
        return;
    }
    if (!out->count++) {
        out->appid = appid;
        out->service = service;
        out->first = *setting;
    } else if (out->count == 2) {
        out->second = *setting;
    }
}

static struct setting named(const struct known_application *known)
{
    const struct application_fact *fact = &known->fact;

    return (struct setting){known->origin.source, fact->key,
                            fact->appid.size  ? fact->appid
                            : fact->name.size ? fact->name
                                              : fact->exe};
}

// Every fact of that AppID on the host.
static void take_appid(struct search *search, struct bytes appid, const struct setting *by)
{
    struct application_table *table = search->table;
    struct application_found *out = search->out;
    struct bytes partition = {0};

    if (bytes_equal_ascii(appid, out->appid))
        return;
    count(search, appid, (struct bytes){0}, by);
    if (out->count > 1)
        return;
    for (uint32_t at = first_node(table, search->host, SORT_APPID, appid); at != UINT32_MAX;
         at = table->nodes.items[at].next) {
        const struct known_application *known =
            &table->applications.items[table->nodes.items[at].item];
        struct setting setting = named(known);

        // One AppID in two partitions of COM+: two applications.
        if (partition.size && known->fact.partition.size &&
            !bytes_equal_ascii(partition, known->fact.partition)) {
            out->count = 2;
            out->second = setting;
        }
        if (known->fact.partition.size)
            partition = known->fact.partition;
        if (out->fact_count < APPLICATION_FACTS_MAX)
            out->facts[out->fact_count++] = known;
        if (known->fact.service.size)
            out->service = known->fact.service;
    }
}

// Lists begin with what was added last: the oldest file.
static void newest_first(struct application_found *out)
{
    for (size_t i = 0; i < out->fact_count / 2; i++) {
        const struct known_application *swap = out->facts[i];

        out->facts[i] = out->facts[out->fact_count - 1 - i];
        out->facts[out->fact_count - 1 - i] = swap;
    }
}

static void take_fact(struct search *search, const struct known_application *known)
{
    struct application_found *out = search->out;
    struct setting setting = named(known);

    if (known->fact.appid.size) {
        take_appid(search, known->fact.appid, &setting);
        return;
    }
    count(search, (struct bytes){0}, known->fact.service, &setting);
    if (known->fact.service.size && !out->service.size)
        out->service = known->fact.service;
    if (out->fact_count < APPLICATION_FACTS_MAX)
        out->facts[out->fact_count++] = known;
}

static void take_classes(struct search *search, enum sort sort, struct bytes name)
{
    struct application_table *table = search->table;

    for (uint32_t at = first_node(table, search->host, sort, name); at != UINT32_MAX;
         at = table->nodes.items[at].next) {
        const struct known_class *known = &table->classes.items[table->nodes.items[at].item];
        const struct setting setting = {known->origin.source, known->fact.key, known->fact.appid};

        if (known->fact.appid.size)
            take_appid(search, known->fact.appid, &setting);
    }
}

static bool fits_kind(const struct search *search, uint32_t node)
{
    enum kind kind =
        search->table->applications.items[search->table->nodes.items[node].item].fact.kind;

    return kind == search->kind;
}

// Applications of that name; those of the wanted kind alone, if there are any.
static void take_named(struct search *search, struct bytes name)
{
    struct application_table *table = search->table;
    uint32_t first = first_node(table, search->host, SORT_APPLICATION, name);
    bool any_fits = false;

    for (uint32_t at = first; at != UINT32_MAX && search->kind; at = table->nodes.items[at].next)
        any_fits |= fits_kind(search, at);
    for (uint32_t at = first; at != UINT32_MAX; at = table->nodes.items[at].next)
        if (!any_fits || fits_kind(search, at))
            take_fact(search, &table->applications.items[table->nodes.items[at].item]);
}

// A service is the application that says it runs as it.
static void take_service(struct search *search, struct bytes name)
{
    struct application_table *table = search->table;
    struct application_found *out = search->out;
    uint32_t at = first_node(table, search->host, SORT_SERVICE, name);

    if (at == UINT32_MAX || (out->count == 1 && bytes_equal_ascii(out->service, name)))
        return;

    const struct known_service *known = &table->services.items[table->nodes.items[at].item];
    const struct setting setting = {known->origin.source, known->fact.key, known->fact.service};

    count(search, (struct bytes){0}, known->fact.service, &setting);
}

void applications_find(struct application_table *table, int64_t host, struct bytes name,
                       enum kind kind, struct application_found *out)
{
    struct search search = {table, host, kind, out};

    *out = (struct application_found){0};
    name = bytes_trim(name);
    if (application_is_guid(name)) {
        char braced[40] = "{";

        memcpy(braced + 1, name.size == 38 ? name.data + 1 : name.data, 36);
        braced[37] = '}';

        const struct bytes guid = {braced, 38};

        if (first_node(table, host, SORT_APPID, guid) != UINT32_MAX)
            take_appid(
                &search,
                table->applications
                    .items[table->nodes.items[first_node(table, host, SORT_APPID, guid)].item]
                    .fact.appid,
                &(struct setting){0});
        take_classes(&search, SORT_CLSID, guid);
        newest_first(out);
        return;
    }
    take_named(&search, without_exe(name));
    take_classes(&search, SORT_PROGID, name);
    take_service(&search, name);
    newest_first(out);
}

uint32_t applications_first_service(struct application_table *table, int64_t host,
                                    struct bytes name)
{
    return first_node(table, host, SORT_SERVICE, name);
}

uint32_t applications_first_group(struct application_table *table, int64_t host, struct bytes name)
{
    return first_node(table, host, SORT_GROUP, name);
}
