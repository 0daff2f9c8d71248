// SPDX-License-Identifier: Apache-2.0
// Looking up what settings name, and making the overlay.
#include "audit/settings.h"

#include <stdio.h>

#include "base/cleanup.h"
#include "store/outcome.h"

static bool wrap(struct error *error, const struct setting_item *item)
{
    return error_wrap(error, "option '--set' %s", item->text);
}

static bool refuse(struct error *error, const struct setting_item *item, struct bytes name,
                   const char *why)
{
    error_set(error, STATUS_USAGE, "'%.*s' %s", (int)name.size, name.data, why);
    return wrap(error, item);
}

static bool find_account(struct settings *settings, struct setting_item *item, struct error *error)
{
    struct resolve_result found;

    if (whatif_is_for_each(&item->whatif))
        return settings->accounts.items.count ||
               refuse(error, item, BYTES("*"),
                      "stands for the accounts of --accounts-of or --accounts-from, which are not "
                      "given");
    if (!account_find(settings->accounts.store, item->whatif.account, &found, error))
        return wrap(error, item);
    if (found.kind == ACCOUNT_GROUP && item->whatif.what != WHAT_MEMBER)
        return refuse(error, item, item->whatif.account,
                      "is a group: for its members write * and give --accounts-of");
    item->account = found.id;
    return true;
}

static bool find_group(struct settings *settings, struct setting_item *item, struct error *error)
{
    struct resolve_result found;

    if (!account_find(settings->accounts.store, item->whatif.group, &found, error))
        return wrap(error, item);
    item->group = found.id;
    return found.kind == ACCOUNT_GROUP || refuse(error, item, item->whatif.group, "is no group");
}

static bool find_trust(struct settings *settings, struct setting_item *item, struct error *error)
{
    struct store *store = settings->accounts.store;
    int count;

    if (!resolve_domain(store, item->whatif.from, &item->domain, error))
        return false;
    if (!item->domain)
        return refuse(error, item, item->whatif.from,
                      "is no single domain of the newest snapshot: give its DNS name");
    if (!resolve_trust(store, item->domain, item->whatif.to, &count, error))
        return false;
    return count == 1 ||
           refuse(error, item, item->whatif.to,
                  count ? "is the partner of more than one trust" : "is the partner of no trust");
}

static bool find_parties(struct settings *settings, struct setting_item *item, struct error *error)
{
    switch (item->whatif.what) {
    case WHAT_MEMBER:
        return find_group(settings, item, error) && find_account(settings, item, error);
    case WHAT_TRUST:
        return find_trust(settings, item, error);
    case WHAT_LEVEL:
        return true;
    default:
        return find_account(settings, item, error);
    }
}

static bool load_accounts(struct settings *settings, struct error *error)
{
    const struct delegaudit_whatif_options *options = settings->options;

    for (size_t i = 0; i < options->group_count; i++)
        if (!account_list_add_group(&settings->accounts, options->groups[i], error))
            return error_wrap(error, "option '--accounts-of'");
    for (size_t i = 0; i < options->file_count; i++)
        if (!account_list_add_file(&settings->accounts, options->files[i], error))
            return false;
    return true;
}

static bool load_items(struct settings *settings, struct error *error)
{
    const struct delegaudit_whatif_options *options = settings->options;

    for (size_t i = 0; i < options->setting_count; i++) {
        struct setting_item item = {.text = options->settings[i]};

        if (!whatif_parse(bytes_of(item.text), &item.whatif, NULL, error))
            return error_wrap(error, "option '--set'");
        vec_push(&settings->items, item);
    }
    return true;
}

static bool star_is_used(const struct settings *settings)
{
    for (size_t i = 0; i < settings->items.count; i++)
        if (whatif_is_for_each(&settings->items.items[i].whatif))
            return true;
    return false;
}

// Groups among the accounts of a file can be members, and nothing else.
static bool check_groups(const struct settings *settings, const struct setting_item *item,
                         struct error *error)
{
    if (!whatif_is_for_each(&item->whatif) || item->whatif.what == WHAT_MEMBER)
        return true;
    for (size_t i = 0; i < settings->accounts.items.count; i++)
        if (settings->accounts.items.items[i].is_group) {
            error_set(error, STATUS_FORMAT, "%s: is a group: only 'member' can be set for it",
                      settings->accounts.items.items[i].place);
            return false;
        }
    return true;
}

bool settings_load(struct settings *settings, struct error *error)
{
    const struct delegaudit_whatif_options *options = settings->options;

    if (!load_items(settings, error))
        return false;
    if (options->group_count + options->file_count && !star_is_used(settings))
        return error_set(error, STATUS_USAGE,
                         "--accounts-of and --accounts-from need a setting with * for the account, "
                         "such as account:*:sensitive=on");
    if (!load_accounts(settings, error))
        return false;
    for (size_t i = 0; i < settings->items.count; i++)
        if (!find_parties(settings, &settings->items.items[i], error) ||
            !check_groups(settings, &settings->items.items[i], error))
            return false;
    return true;
}

static bool apply_one(struct overlay *overlay, const struct setting_item *item, int64_t account,
                      enum overlay_effect *effect, struct error *error)
{
    const struct whatif *whatif = &item->whatif;

    switch (whatif->what) {
    case WHAT_ACCOUNT:
        return overlay_set_flag(overlay, account, whatif->bits, whatif->on, effect, error);
    case WHAT_MEMBER:
        return overlay_set_member(overlay, item->group, account, whatif->on, effect, error);
    case WHAT_LIST:
        return overlay_set_list(overlay, account, whatif->spn, whatif->on, effect, error);
    case WHAT_SPN:
        return overlay_set_spn(overlay, account, whatif->spn, whatif->on, effect, error);
    case WHAT_TRUST:
        return overlay_set_trust(overlay, item->domain, whatif->to, whatif->bits, whatif->on,
                                 effect, error);
    case WHAT_LEVEL:
        return overlay_set_level(overlay, item->request, whatif->level, effect, error);
    default:
        return error_set(error, STATUS_INTERNAL, "setting %s is none", item->text);
    }
}

// How often each effect came of one setting, which "*" makes many.
struct tally {
    uint64_t effects[OVERLAY_CONTRADICTION + 1];
};

static bool is_error(enum overlay_effect effect)
{
    return effect == OVERLAY_PRIMARY_GROUP || effect == OVERLAY_CONTRADICTION;
}

// `listed` is the account that "*" stood for; NULL: the setting names it.
static bool fail(const struct overlay *overlay, const struct setting_item *item,
                 const struct listed_account *listed, enum overlay_effect effect,
                 struct error *error)
{
    static const char *const whys[] = {
        [OVERLAY_PRIMARY_GROUP] = "the account is a member by primaryGroupID, which no setting "
                                  "changes",
        [OVERLAY_CONTRADICTION] = "an earlier setting says otherwise",
    };
    struct text name CLEANUP(text_clear) = {0};

    if (listed && !outcome_account_name(overlay->store, listed->id, &name, error))
        return false;
    if (listed)
        error_set(error, STATUS_USAGE, "%s (%s): %s", name.data, listed->place, whys[effect]);
    else
        error_set(error, STATUS_USAGE, "%s", whys[effect]);
    return wrap(error, item);
}

static bool apply_for(struct overlay *overlay, const struct setting_item *item,
                      const struct listed_account *listed, struct tally *tally, struct error *error)
{
    enum overlay_effect effect = OVERLAY_SAME;

    if (!apply_one(overlay, item, listed ? listed->id : item->account, &effect, error))
        return false;
    tally->effects[effect]++;
    return !is_error(effect) || fail(overlay, item, listed, effect, error);
}

static void note(const struct settings *settings, const struct setting_item *item,
                 const struct tally *tally, enum overlay_effect effect, const char *what)
{
    struct text line CLEANUP(text_clear) = {0};
    uint64_t count = tally->effects[effect];

    if (!count)
        return;
    text_printf(&line, "%s: ", item->text);
    if (whatif_is_for_each(&item->whatif))
        text_printf(&line, "%llu of %zu: ", (unsigned long long)count,
                    settings->accounts.items.count);
    text_append_string(&line, what);
    settings->options->note(settings->options->note_context, line.data);
}

// Those that "*" stands for, or the one that is named.
static bool apply_item(struct settings *settings, struct overlay *overlay,
                       const struct setting_item *item, struct error *error)
{
    struct tally tally = {0};

    if (!whatif_is_for_each(&item->whatif) && !apply_for(overlay, item, NULL, &tally, error))
        return false;
    for (size_t i = 0; whatif_is_for_each(&item->whatif) && i < settings->accounts.items.count; i++)
        if (!apply_for(overlay, item, &settings->accounts.items.items[i], &tally, error))
            return false;
    settings->changed += tally.effects[OVERLAY_CHANGED] + tally.effects[OVERLAY_CHANGED_GROUP];
    note(settings, item, &tally, OVERLAY_CHANGED_GROUP,
         "the row is for a group of hosts that was not read whole, so the level changes on each");
    note(settings, item, &tally, OVERLAY_SAME, "it is so already");
    note(settings, item, &tally, OVERLAY_UNREADABLE,
         "the attribute was not readable, so nothing is changed");
    return true;
}

static bool find_request(struct settings *settings, struct store *store, struct setting_item *item,
                         struct error *error)
{
    struct text id CLEANUP(text_clear) = {0};
    int count;

    if (!overlay_find_request(store, item->whatif.request, &id, &count, error))
        return false;
    item->request = arena_copy(&settings->accounts.arena, text_view(&id));
    return count == 1 ||
           refuse(error, item, item->whatif.request,
                  count ? "begins more than one request_id: give more digits"
                        : "is the request_id of no request: 'delegaudit check --all' lists them");
}

bool settings_apply(struct settings *settings, struct store *store, struct error *error)
{
    struct overlay overlay;

    for (size_t i = 0; i < settings->items.count; i++)
        if (settings->items.items[i].whatif.what == WHAT_LEVEL &&
            !find_request(settings, store, &settings->items.items[i], error))
            return false;
    if (!overlay_begin(&overlay, store, error))
        return false;
    for (size_t i = 0; i < settings->items.count; i++)
        if (!apply_item(settings, &overlay, &settings->items.items[i], error))
            return false;
    return overlay_finish(&overlay, error);
}

static bool check_level(const struct settings *settings, const struct setting_item *item,
                        struct store *store, struct error *error)
{
    struct text reason CLEANUP(text_clear) = {0}, line CLEANUP(text_clear) = {0};
    enum level level;

    if (!overlay_level_outcome(store, item->request, &level, &reason, error))
        return false;
    if (level == item->whatif.level || item->whatif.level == LEVEL_DEFAULT)
        return true;
    text_printf(&line, "%s: the level is %s all the same", item->text, level_word(level));
    if (reason.size)
        text_printf(&line, " (%s)", reason.data);
    settings->options->note(settings->options->note_context, line.data);
    return true;
}

bool settings_check_levels(const struct settings *settings, struct store *store,
                           struct error *error)
{
    for (size_t i = 0; i < settings->items.count; i++)
        if (settings->items.items[i].whatif.what == WHAT_LEVEL &&
            !check_level(settings, &settings->items.items[i], store, error))
            return false;
    return true;
}

void settings_clear(struct settings *settings)
{
    account_list_clear(&settings->accounts);
    vec_clear(&settings->items);
}
