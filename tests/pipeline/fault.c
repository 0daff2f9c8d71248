// SPDX-License-Identifier: Apache-2.0
// Loaded before a program (LD_PRELOAD): numbers the calls that change files, and at one of them
// ends the program as kill -9 would, or has no space left from there on.
//
//   FAULT_AT=N        the number of the call; the first is 1
//   FAULT=kill        it is not made, and nothing after it: of a write the first half is
//   FAULT=full        it and all later writes fail with ENOSPC
//   FAULT_COUNT=FILE  gets how many calls there were, when the program ends by itself
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static unsigned long calls, fault_at;
static bool disk_fills;

// The function that this file stands before.
#define NEXT(name) __extension__((__typeof__(&name))dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void begin(void)
{
    const char *at = getenv("FAULT_AT"), *fault = getenv("FAULT");

    fault_at = at ? strtoul(at, NULL, 10) : 0;
    disk_fills = fault && strcmp(fault, "full") == 0;
}

__attribute__((destructor)) static void report(void)
{
    const char *path = getenv("FAULT_COUNT");
    FILE *file = path ? fopen(path, "w") : NULL;

    if (!file)
        return;
    fprintf(file, "%lu\n", calls);
    fclose(file);
}

static void end(void)
{
    kill(getpid(), SIGKILL);
    for (;;)
        pause();
}

// Counts a call that is not a write.
static void pass(void)
{
    if (++calls == fault_at && !disk_fills)
        end();
}

static bool is_file(int descriptor)
{
    struct stat facts;

    return fstat(descriptor, &facts) == 0 && S_ISREG(facts.st_mode);
}

// Counts a write. Returns: there is no space for it. `*dies` tells that half of it is the last.
static bool refuses(int descriptor, bool *dies)
{
    *dies = false;
    if (!is_file(descriptor))
        return false;
    calls++;
    *dies = calls == fault_at && !disk_fills;
    if (!disk_fills || !fault_at || calls < fault_at)
        return false;
    errno = ENOSPC;
    return true;
}

// What stands in for functions of the C library; the project hides everything else.
#pragma GCC visibility push(default)

ssize_t pwrite64(int descriptor, const void *data, size_t size, off64_t at)
{
    bool dies;

    if (refuses(descriptor, &dies))
        return -1;

    ssize_t done = NEXT(pwrite64)(descriptor, data, dies ? size / 2 : size, at);

    if (dies)
        end();
    return done;
}

ssize_t write(int descriptor, const void *data, size_t size)
{
    bool dies;

    if (refuses(descriptor, &dies))
        return -1;

    ssize_t done = NEXT(write)(descriptor, data, dies ? size / 2 : size);

    if (dies)
        end();
    return done;
}

int ftruncate64(int descriptor, off64_t size)
{
    pass();
    return NEXT(ftruncate64)(descriptor, size);
}

int fsync(int descriptor)
{
    pass();
    return NEXT(fsync)(descriptor);
}

int fdatasync(int descriptor)
{
    pass();
    return NEXT(fdatasync)(descriptor);
}

int unlink(const char *path)
{
    pass();
    return NEXT(unlink)(path);
}

int link(const char *from, const char *to)
{
    pass();
    return NEXT(link)(from, to);
}

int rename(const char *from, const char *to)
{
    pass();
    return NEXT(rename)(from, to);
}

int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags)
{
    pass();
    return NEXT(renameat2)(from_folder, from, to_folder, to, flags);
}

#pragma GCC visibility pop
