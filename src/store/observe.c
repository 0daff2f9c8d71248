// SPDX-License-Identifier: Apache-2.0
// Objects of a scan into the observed tables: which object is what, and the snapshot's own row.
#include "store/observe.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/memory.h"
#include "core/dc.h"
#include "store/journal.h"
#include "store/observe_account.h"
#include "store/observe_domain.h"
#include "store/observe_policy.h"
#include "store/statement.h"
#include "store/twins.h"

// systemFlags of a crossRef that names a domain of the forest (MS-ADTS 2.2.10,
// FLAG_CR_NTDS_DOMAIN).
enum { CROSS_REF_DOMAIN = 0x2 };

struct observation {
    struct store *store;
    const char *source;
    int64_t started;
    struct observe_result result;
    struct observe_accounts accounts;
    struct observe_domains domains;
    struct observe_policies policies;
    unsigned sources; // that delivered accounts
    struct optional usn;
    bool kdc_is_given;
    enum kdc_profile kdc_profile;                      // where it is given
    struct optional lowest_dc_level, highest_dc_level; // of DCs that do not name their domain
};

static bool take_rootdse(struct observation *observation, const struct attrs *object,
                         struct error *error)
{
    struct dc dc;

    dc_decode(object, &dc);
    if (observation->kdc_is_given)
        dc.kdc_profile = observation->kdc_profile;
    observation->result.rootdse = true;
    observation->usn = dc.usn;
    snprintf(observation->result.dc, sizeof observation->result.dc, "%.*s", (int)dc.host_name.size,
             dc.host_name.data ? dc.host_name.data : "");
    return observe_domain_dc(&observation->domains, &dc, error);
}

// The domain that a controller is of: msDS-HasDomainNCs says it; hasMasterNCs names it beside the
// configuration and the schema, which lie in CN= (MS-ADTS 6.1.1.2.2.1.2.1.1).
static struct bytes domain_of_dc(const struct attrs *object)
{
    const struct attr_values *contexts = &object->values[ATTR_HAS_MASTER_NCS];

    if (attrs_has(object, ATTR_HAS_DOMAIN_NCS))
        return attrs_first(object, ATTR_HAS_DOMAIN_NCS);
    for (size_t i = 0; i < contexts->count; i++)
        if (bytes_starts_with_ascii(contexts->items[i], BYTES("DC=")))
            return contexts->items[i];
    return (struct bytes){0};
}

static bool take_dc_level(struct observation *observation, const struct attrs *object,
                          struct error *error)
{
    struct bytes domain = domain_of_dc(object);
    struct optional *lowest = &observation->lowest_dc_level;
    struct optional *highest = &observation->highest_dc_level;
    int64_t level;

    if (!attrs_int64(object, ATTR_BEHAVIOR_VERSION, &level))
        return true;
    if (domain.size)
        return observe_domain_level(&observation->domains, domain, level, error);
    if (!lowest->present || level < lowest->value)
        *lowest = (struct optional){true, level};
    if (!highest->present || level > highest->value)
        *highest = (struct optional){true, level};
    return true;
}

static bool take_configuration(struct observation *observation, const struct attrs *object,
                               struct error *error)
{
    int64_t flags = 0;

    if (attrs_has(object, ATTR_SPN_MAPPINGS))
        return observe_spn_aliases(&observation->domains, object, error);
    if (attrs_contains(object, ATTR_OBJECT_CLASS, BYTES("crossRef")))
        return !attrs_int64(object, ATTR_SYSTEM_FLAGS, &flags) || !(flags & CROSS_REF_DOMAIN) ||
               observe_domain_names(&observation->domains, object, error);
    if (attrs_contains(object, ATTR_OBJECT_CLASS, BYTES("nTDSDSA")))
        return take_dc_level(observation, object, error);
    return observe_policy(&observation->policies, object, error);
}

static bool take_principal(struct observation *observation, const struct attrs *object,
                           const struct account *account, struct error *error)
{
    int64_t domain = observe_domain_of(&observation->domains, object->dn, error);

    observation->sources += !observation->domains.delivered.count;
    observe_domain_delivered(&observation->domains, domain);
    if (account->kind == ACCOUNT_GROUP)
        observation->result.groups++;
    else
        observation->result.accounts++;
    return observe_account(&observation->accounts, object, account, domain, error) &&
           observe_policy_assignment(&observation->policies, observation->accounts.current, object,
                                     error);
}

// A tombstone or what the recycle bin holds (MS-ADTS 3.1.1.5.5.1): an export with the control
// "show deleted" has them, and no KDC knows them.
static bool is_deleted(const struct attrs *object)
{
    return attrs_contains(object, ATTR_IS_DELETED, BYTES("TRUE"));
}

static bool take_object(void *context, const struct attrs *object, struct error *error)
{
    struct observation *observation = context;
    struct account account;

    if (object->continues)
        return observe_more_values(&observation->accounts, object, error) &&
               observe_policy_more(&observation->policies, object, error);
    observe_no_policy(&observation->policies);
    if (!object->dn.size)
        return take_rootdse(observation, object, error);
    observation->result.objects++;
    if (is_deleted(object)) {
        observe_no_account(&observation->accounts);
        return true;
    }
    account_decode(object, &account);
    if (account.kind != ACCOUNT_OTHER)
        return take_principal(observation, object, &account, error);
    observe_no_account(&observation->accounts);
    if (attrs_contains(object, ATTR_OBJECT_CLASS, BYTES("trustedDomain")))
        return observe_trust(&observation->domains, object, error);
    if (attrs_contains(object, ATTR_OBJECT_CLASS, BYTES("domainDNS")))
        return observe_domain_head(&observation->domains, object, error);
    return take_configuration(observation, object, error);
}

static bool take_coverage(void *context, const struct coverage *coverage, struct error *error)
{
    struct observation *observation = context;
    sqlite3_stmt *insert = statement_named(observation->store, "observe-coverage", error);

    if (!insert)
        return false;
    if (!coverage->whole && observation->result.whole) {
        observation->result.whole = false;
        snprintf(observation->result.shortfall, sizeof observation->result.shortfall, "%.*s: %.*s",
                 (int)coverage->context.size, coverage->context.data ? coverage->context.data : "",
                 (int)coverage->shortfall.size, coverage->shortfall.data);
    }
    bind_int64(insert, 1, observation->result.snapshot);
    bind_text(insert, 2, coverage->context);
    bind_text(insert, 3, coverage->asked);
    bind_int64(insert, 4, (int64_t)coverage->received);
    bind_int64(insert, 5, coverage->whole);
    bind_text(insert, 6, coverage->shortfall);
    return statement_finish(observation->store, insert, error) &&
           observe_domain_covered(&observation->domains, coverage, error);
}

// What every forest has and no source delivered: each is a shortfall of the snapshot.
static bool take_gaps(struct observation *observation, struct error *error)
{
    sqlite3_stmt *query = statement_named(observation->store, "observe-gaps", error);
    struct text context = {0}, asked = {0}, shortfall = {0};
    int step = -1;

    while (query && (step = statement_step(observation->store, query, error)) == 1) {
        text_reset(&context);
        text_append(&context, column_text(query, 0));
        text_reset(&asked);
        text_append(&asked, column_text(query, 1));
        text_reset(&shortfall);
        text_append(&shortfall, column_text(query, 2));

        const struct coverage gap = {.context = text_view(&context),
                                     .asked = text_view(&asked),
                                     .shortfall = text_view(&shortfall)};

        if (!take_coverage(observation, &gap, error))
            break;
    }
    text_clear(&context);
    text_clear(&asked);
    text_clear(&shortfall);
    return step == 0 && store_run(observation->store, "observe-headless", error);
}

static bool drop_twins(struct observation *observation, struct error *error)
{
    uint64_t accounts, groups;

    if (!twins_drop(observation->store, observation->sources > 1, &accounts, &groups, error))
        return false;
    if (!(accounts + groups))
        return true;
    observation->result.accounts -= accounts;
    observation->result.groups -= groups;
    observation->result.objects -= accounts + groups;

    const struct coverage dropped = {.context = bytes_of(observation->source),
                                     .asked = BYTES("objects that came more than once"),
                                     .received = accounts + groups,
                                     .whole = true};

    return take_coverage(observation, &dropped, error);
}

static bool next_snapshot(struct observation *observation, struct error *error)
{
    sqlite3_stmt *query = statement_named(observation->store, "observe-next-snapshot", error);

    if (!query || statement_step(observation->store, query, error) != 1)
        return false;
    observation->result.snapshot = column_int64(query, 0);
    return statement_finish(observation->store, query, error);
}

static bool write_snapshot(struct observation *observation, struct error *error)
{
    sqlite3_stmt *insert = statement_named(observation->store, "observe-snapshot", error);
    const struct observe_result *result = &observation->result;

    if (!insert)
        return false;
    bind_int64(insert, 1, result->snapshot);
    bind_int64(insert, 2, observation->started);
    bind_int64(insert, 3, clock_now());
    bind_word(insert, 4, observation->source);
    bind_text_or_null(insert, 5, bytes_of(result->dc));
    if (observation->usn.present)
        bind_int64(insert, 6, observation->usn.value);
    bind_int64(insert, 7, result->whole);
    bind_word(insert, 8, DELEGAUDIT_VERSION);
    return statement_finish(observation->store, insert, error);
}

struct observation *observe_begin(struct store *store, const char *source, struct error *error)
{
    struct observation *observation = memory_calloc(1, sizeof *observation);

    *observation = (struct observation){
        .store = store,
        .source = source,
        .started = clock_now(),
        .result.whole = true,
        .domains.store = store,
        .policies.store = store,
    };
    // Accounts get new numbers: verdicts that name the old ones must not outlive them.
    // The snapshot's row comes last but coverage rows point to it: deferred to the commit.
    if (!store_run(store, "outcome-empty", error) || !journal_capture(store, error) ||
        !store_run(store, "observe-empty", error) || !next_snapshot(observation, error) ||
        !observe_accounts_begin(&observation->accounts, store, error) ||
        sqlite3_exec(store_connection(store), "PRAGMA defer_foreign_keys = ON", NULL, NULL, NULL) !=
            SQLITE_OK) {
        observe_drop(observation);
        return NULL;
    }
    return observation;
}

void observe_override_kdc(struct observation *observation, enum kdc_profile profile)
{
    observation->kdc_is_given = true;
    observation->kdc_profile = profile;
}

struct sink observe_sink(struct observation *observation)
{
    return (struct sink){observation, take_object, take_coverage};
}

static bool write_dc_levels(struct observation *observation, struct error *error)
{
    sqlite3_stmt *update = statement_named(observation->store, "observe-dc-levels-unplaced", error);

    if (!update)
        return false;
    if (!observation->lowest_dc_level.present)
        return true;
    bind_int64(update, 1, observation->lowest_dc_level.value);
    bind_int64(update, 2, observation->highest_dc_level.value);
    return statement_finish(observation->store, update, error);
}

bool observe_finish(struct observation *observation, struct observe_result *result,
                    struct error *error)
{
    if (!write_dc_levels(observation, error) || !take_gaps(observation, error) ||
        !store_run(observation->store, "observe-index", error) || !drop_twins(observation, error) ||
        !store_run(observation->store, "observe-members", error) ||
        !store_run(observation->store, "observe-protected", error) ||
        !write_snapshot(observation, error) ||
        !journal_record(observation->store, observation->result.snapshot, observation->result.whole,
                        error))
        return false;
    *result = observation->result;
    return true;
}

void observe_drop(struct observation *observation)
{
    if (!observation)
        return;
    observe_accounts_clear(&observation->accounts);
    observe_domains_clear(&observation->domains);
    observe_policies_clear(&observation->policies);
    free(observation);
}
