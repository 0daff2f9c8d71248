// SPDX-License-Identifier: Apache-2.0
// This machine: the database and its disk, and the files that a run reads and writes.
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "audit/doctor.h"
#include "audit/lock.h"
#include "audit/snapshot.h"
#include "base/cleanup.h"
#include "base/clock.h"
#include "store/snapshots.h"
#include "store/store.h"

enum {
    MIB = 1024 * 1024,
    LEAST_FREE = 64, // MiB
    OLD_SECONDS = 48 * 3600,
};

static void close_store(struct store **store)
{
    store_close(*store);
}

static void folder_of(struct text *out, const char *path)
{
    const char *slash = strrchr(path, '/');

    text_append_string(out, slash ? "" : ".");
    text_append(out, (struct bytes){path, slash ? (size_t)(slash + 1 - path) : 0});
}

// Whoever runs this as root learns nothing of what the run's own account may do.
static void look_at_owner(struct doctor *doctor, uid_t owner)
{
    if (owner != geteuid())
        doctor_find(doctor, DELEGAUDIT_DOUBTFUL, "user", "run the doctor as the account of the run",
                    "the database belongs to user %ld, and this is user %ld", (long)owner,
                    (long)geteuid());
}

// Room for the log of a scan that reads everything anew, and for a published copy.
static void look_at_disk(struct doctor *doctor, const char *path, int64_t size)
{
    struct text folder CLEANUP(text_clear) = {0};
    struct statvfs facts;

    folder_of(&folder, path);
    if (statvfs(folder.data, &facts) != 0) {
        doctor_find(doctor, DELEGAUDIT_BROKEN, "disk", "make the folder", "%s: %s", folder.data,
                    strerrordesc_np(errno));
        return;
    }

    int64_t free = (int64_t)(facts.f_bavail / (MIB / facts.f_frsize));
    int64_t wanted = LEAST_FREE + 3 * (size / MIB);
    enum delegaudit_health health = free < LEAST_FREE / 2 ? DELEGAUDIT_BROKEN
                                    : free < wanted       ? DELEGAUDIT_DOUBTFUL
                                                          : DELEGAUDIT_FINE;

    doctor_find(doctor, health, "disk", health == DELEGAUDIT_FINE ? "" : "make room",
                "%" PRId64 " MiB are free, a run may take %" PRId64, free, wanted);
}

static void look_at_snapshot(struct doctor *doctor, const char *path)
{
    struct store *store CLEANUP(close_store) = NULL;
    struct snapshot_facts snapshot;
    struct store_snapshot newest = {0};
    struct error error = {0};

    if (!store_open(&store, path, STORE_READ, &error) ||
        !snapshot_newest(store, &snapshot, &error) ||
        !store_newest_snapshot(store, &newest, &error)) {
        doctor_find(doctor, DELEGAUDIT_BROKEN, "database", "", "%s", error.message);
        return;
    }

    bool old = clock_now() - newest.finished > OLD_SECONDS;

    if (!snapshot.id)
        doctor_find(doctor, DELEGAUDIT_DOUBTFUL, "database", "scan", "%s: holds no snapshot", path);
    else
        doctor_find(doctor, old || !snapshot.whole ? DELEGAUDIT_DOUBTFUL : DELEGAUDIT_FINE,
                    "database",
                    old               ? "no scan ended in the last two days: look at the log"
                    : !snapshot.whole ? "see delegaudit report coverage"
                                      : "",
                    "%s: %s", path, snapshot.title);
}

static void look_at_lock(struct doctor *doctor, const char *path)
{
    struct error error = {0};

    if (!lock_is_free(path, &error))
        doctor_find(doctor, DELEGAUDIT_DOUBTFUL, "lock", "", "%s", error.message);
}

static bool can_write(const char *path)
{
    struct text folder CLEANUP(text_clear) = {0};

    folder_of(&folder, path);
    return access(folder.data, W_OK | X_OK) == 0;
}

void doctor_database(struct doctor *doctor, const char *path)
{
    struct stat facts;

    if (stat(path, &facts) == 0) {
        look_at_owner(doctor, facts.st_uid);
        look_at_lock(doctor, path);
        look_at_snapshot(doctor, path);
        look_at_disk(doctor, path, facts.st_size);
        return;
    }
    if (errno == ENOENT && can_write(path))
        doctor_find(doctor, DELEGAUDIT_FINE, "database", "", "%s: the first scan will make it",
                    path);
    else
        doctor_find(doctor, DELEGAUDIT_BROKEN, "database", "let this account write to its folder",
                    "%s: %s", path, strerrordesc_np(errno));
    look_at_disk(doctor, path, 0);
}

static unsigned look_at_input(struct doctor *doctor, const char *path, int mode)
{
    if (access(path, mode) == 0)
        return 1;
    doctor_find(doctor, DELEGAUDIT_BROKEN, "imports", "let this account read it", "%s: %s", path,
                strerrordesc_np(errno));
    return 0;
}

static unsigned look_at_output(struct doctor *doctor, const struct config_text *file)
{
    if (!file->text)
        return 0;
    if (can_write(file->text))
        return 1;
    doctor_find(doctor, DELEGAUDIT_BROKEN, "outputs", "let this account write to the folder",
                "%s: %s", file->text, strerrordesc_np(errno));
    return 0;
}

void doctor_files(struct doctor *doctor, const struct config *config)
{
    unsigned inputs = 0, outputs = 0;

    for (size_t i = 0; i < config->imports.count; i++) {
        const struct config_import *section = &config->imports.items[i];

        for (size_t j = 0; j < section->files.count; j++)
            inputs += look_at_input(doctor, section->files.items[j].text, R_OK);
        for (size_t j = 0; j < section->folders.count; j++)
            inputs += look_at_input(doctor, section->folders.items[j].text, R_OK | X_OK);
    }
    for (size_t i = 0; i < config->reports.count; i++)
        outputs += look_at_output(doctor, &config->reports.items[i].file);
    outputs += look_at_output(doctor, &config->published);
    outputs += look_at_output(doctor, &config->metrics);
    if (inputs)
        doctor_find(doctor, DELEGAUDIT_FINE, "imports", "", "%u files and folders can be read",
                    inputs);
    if (outputs)
        doctor_find(doctor, DELEGAUDIT_FINE, "outputs", "", "%u can be written", outputs);
}
