// SPDX-License-Identifier: Apache-2.0
// Dated copies and a link that is replaced.
#include "audit/publish.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "audit/night.h"
#include "audit/session.h"
#include "base/cleanup.h"
#include "base/clock.h"
#include "base/memory.h"
#include "store/copy.h"

static const char usual_group[] = "delegaudit";

// ".20261125T030000Z" behind the path: the names sort by age.
static bool name_copy(struct text *out, const char *path)
{
    struct stat facts;
    char now[CLOCK_ISO_BYTES];

    text_printf(out, "%s.", path);
    clock_format_iso(clock_now(), now);
    for (const char *at = now; *at; at++)
        if (*at != '-' && *at != ':')
            text_append_byte(out, *at);
    return lstat(out->data, &facts) != 0 && errno == ENOENT;
}

static bool check_link(const char *path, struct error *error)
{
    struct stat facts;

    if (lstat(path, &facts) != 0)
        return errno == ENOENT || error_set_errno(error, errno, "%s", path);
    return S_ISLNK(facts.st_mode) ||
           error_set(error, STATUS_CONFIG,
                     "%s: is no link that a run has made: published = FILE needs a name of its own",
                     path);
}

static bool open_to_group(const char *copy, const char *group, struct error *error)
{
    const struct group *found = getgrnam(group ? group : usual_group);

    if (!found && group)
        return error_set(error, STATUS_CONFIG, "group %s is unknown", group);
    // Owner first: a change of the group takes bits of the mode away (chown(2)).
    if (found && chown(copy, (uid_t)-1, found->gr_gid) != 0)
        return error_set_errno(error, errno, "%s: cannot be given to group %s", copy,
                               found->gr_name);
    return chmod(copy, 0640) == 0 || error_set_errno(error, errno, "%s", copy);
}

// The link leads to a name without a folder, so that both may be moved together.
static bool lead_to(const char *path, const char *copy, struct error *error)
{
    struct text fresh CLEANUP(text_clear) = {0};
    const char *slash = strrchr(copy, '/');

    text_printf(&fresh, "%s.link", path);
    unlink(fresh.data);
    if (symlink(slash ? slash + 1 : copy, fresh.data) == 0 && rename(fresh.data, path) == 0)
        return true;
    error_set_errno(error, errno, "%s: the link cannot be made", path);
    unlink(fresh.data);
    return false;
}

// The part of a name behind "BASE.", where it has the form of a copy's time; NULL where not.
static const char *time_of(const char *name, const char *base)
{
    static const char form[] = "00000000T000000Z";
    size_t size = strlen(base);

    if (strncmp(name, base, size) != 0 || name[size] != '.' ||
        strlen(name + size + 1) != sizeof form - 1)
        return NULL;
    name += size + 1;
    for (size_t i = 0; form[i]; i++)
        if (form[i] == '0' ? name[i] < '0' || name[i] > '9' : name[i] != form[i])
            return NULL;
    return name;
}

static void remove_at(int folder, const char *name)
{
    struct text journal CLEANUP(text_clear) = {0};

    text_printf(&journal, "%s-journal", name);
    unlinkat(folder, name, 0);
    unlinkat(folder, journal.data, 0);
}

static int compare_names(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

// Keeps the copy that is published and the one before, from which somebody may be reading the
// link's former target: between finding a name and opening it there is a moment.
void publish_sweep(const char *path)
{
    const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
    struct text folder CLEANUP(text_clear) = {0};
    struct dirent **entries = NULL;
    char current[256] = "";
    bool kept_former = false;

    text_append(&folder,
                (struct bytes){slash ? path : "./", slash ? (size_t)(slash + 1 - path) : 2});

    ssize_t size = readlink(path, current, sizeof current - 1);
    int descriptor CLEANUP(cleanup_descriptor) =
        open(folder.data, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int count = scandir(folder.data, &entries, NULL, compare_names);

    current[size > 0 ? size : 0] = '\0';
    for (int i = count - 1; i >= 0; i--) {
        const char *name = entries[i]->d_name;
        bool older = strcmp(name, current) < 0;

        if (time_of(name, base) && strcmp(name, current) != 0) {
            if (!older || kept_former)
                remove_at(descriptor, name);
            kept_former |= older;
        }
        free(entries[i]);
    }
    free(entries);
}

static bool sync_folder_of(const char *path, struct error *error)
{
    char *folder CLEANUP(cleanup_free) = memory_copy_string(path);
    char *slash = strrchr(folder, '/');

    if (slash)
        slash[slash == folder] = '\0';

    int descriptor CLEANUP(cleanup_descriptor) =
        open(slash ? folder : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    return (descriptor >= 0 && fsync(descriptor) == 0) ||
           error_set_errno(error, errno, "%s: cannot be brought to the disk", path);
}

bool publish_copy(struct store *store, const char *path, const char *group, struct error *error)
{
    struct text copy CLEANUP(text_clear) = {0};

    if (!check_link(path, error))
        return false;
    publish_sweep(path);
    for (unsigned tries = 0; !name_copy(&copy, path) && tries < 3; tries++) {
        sleep(1); // the former copy is of this very second
        text_reset(&copy);
    }
    if (store_copy(store, copy.data, error) && open_to_group(copy.data, group, error) &&
        lead_to(path, copy.data, error) && sync_folder_of(path, error)) {
        publish_sweep(path);
        return true;
    }
    unlink(copy.data);
    return false;
}

static void close_session(struct delegaudit **session)
{
    delegaudit_close(*session);
}

static bool publish(void *context, void *result, struct error *error)
{
    const struct config *config = ((const struct night *)context)->config;
    struct delegaudit *session CLEANUP(close_session) = NULL;

    (void)result;
    return delegaudit_open(&session, config->database.text, DELEGAUDIT_READ, error) &&
           publish_copy(session->store, config->published.text, config->published_group.text,
                        error);
}

// Without verdicts a copy would say less than the former one.
void night_publish(struct night *night)
{
    if (night->steps.signal)
        return;
    if (!night->judged) {
        night_log(night, DELEGAUDIT_WARNING, "publish",
                  "the check failed: the copy of the former run stays");
        return;
    }
    if (night_step(night, "publish", publish, night, NULL, 0))
        night_log(night, DELEGAUDIT_INFO, "publish", "%s", night->config->published.text);
}
