// SPDX-License-Identifier: Apache-2.0
// Forking, waiting and handing on of signals.
#include "audit/step.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/cleanup.h"

// What the child says at its end, in one piece: a pipe holds far more.
struct answer {
    bool done;
    struct error error;
    _Alignas(max_align_t) char result[STEP_RESULT_BYTES];
};

// SIGCHLD that is ignored would take the exit status along.
void steps_begin(struct steps *steps)
{
    *steps = (struct steps){0};
    signal(SIGCHLD, SIG_DFL);
    sigemptyset(&steps->watched);
    sigaddset(&steps->watched, SIGCHLD);
    sigaddset(&steps->watched, SIGINT);
    sigaddset(&steps->watched, SIGTERM);
    sigaddset(&steps->watched, SIGUSR1);
    sigprocmask(SIG_BLOCK, &steps->watched, &steps->former);
}

void steps_end(struct steps *steps)
{
    sigprocmask(SIG_SETMASK, &steps->former, NULL);
}

static bool is_end(int number)
{
    return number == SIGINT || number == SIGTERM;
}

// What came while nobody waited.
static void take_pending(struct steps *steps)
{
    const struct timespec at_once = {0};
    int number;

    while ((number = sigtimedwait(&steps->watched, NULL, &at_once)) > 0)
        if (is_end(number))
            steps->signal = number;
}

static void write_all(int descriptor, const void *data, size_t size)
{
    const char *rest = data;

    while (size) {
        ssize_t written = write(descriptor, rest, size);

        if (written < 0 && errno != EINTR)
            return;
        if (written > 0) {
            rest += written;
            size -= (size_t)written;
        }
    }
}

// Returns: how much there was.
static size_t read_all(int descriptor, void *data, size_t size)
{
    size_t used = 0;

    while (used < size) {
        ssize_t got = read(descriptor, (char *)data + used, size - used);

        if (got == 0 || (got < 0 && errno != EINTR))
            break;
        if (got > 0)
            used += (size_t)got;
    }
    return used;
}

// A step does not outlive the run: what it holds would hold up the next one. Signals have their
// former meaning, so that SIGTERM ends it at once.
static _Noreturn void work_in_child(const struct steps *steps, pid_t parent, int descriptor,
                                    step_fn *work, void *context)
{
    struct answer answer = {0};

    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(1);
    sigprocmask(SIG_SETMASK, &steps->former, NULL);
    answer.done = work(context, answer.result, &answer.error);
    write_all(descriptor, &answer, sizeof answer);
    _exit(0);
}

// Hands signals on; a second one is one that cannot be refused. Returns: the status of waitpid.
static int wait_for(struct steps *steps, pid_t child)
{
    int status = 0;

    for (;;) {
        int number = sigwaitinfo(&steps->watched, NULL);

        if (number == SIGUSR1)
            kill(child, SIGUSR1);
        if (is_end(number)) {
            kill(child, steps->signal ? SIGKILL : SIGTERM);
            steps->signal = number;
        }
        if (waitpid(child, &status, WNOHANG) == child)
            break;
    }
    take_pending(steps);
    return status;
}

static bool judge(const struct steps *steps, const char *name, int status, struct error *error)
{
    if (steps->signal)
        return error_set(error, STATUS_SYSTEM, "%s was ended by SIG%s", name,
                         sigabbrev_np(steps->signal));
    if (WIFSIGNALED(status))
        return error_set(error, STATUS_INTERNAL, "%s broke down: SIG%s", name,
                         sigabbrev_np(WTERMSIG(status)));
    return error_set(error, STATUS_INTERNAL, "%s broke down with exit status %d", name,
                     WEXITSTATUS(status));
}

static bool take_answer(const struct steps *steps, const char *name, int descriptor, int status,
                        struct answer *answer, struct error *error)
{
    if (read_all(descriptor, answer, sizeof *answer) != sizeof *answer)
        return judge(steps, name, status, error);
    if (!answer->done && error)
        *error = answer->error;
    return answer->done;
}

bool step_run(struct steps *steps, const char *name, step_fn *work, void *context, void *result,
              size_t result_size, struct error *error)
{
    pid_t parent = getpid(), child;
    struct answer answer;
    int ends[2];

    take_pending(steps);
    if (steps->signal)
        return judge(steps, name, 0, error);
    if (pipe2(ends, O_CLOEXEC) != 0)
        return error_set_errno(error, errno, "%s cannot be started", name);

    int from CLEANUP(cleanup_descriptor) = ends[0];

    child = fork();
    if (child == 0)
        work_in_child(steps, parent, ends[1], work, context);
    close(ends[1]);
    if (child < 0)
        return error_set_errno(error, errno, "%s cannot be started", name);

    int status = wait_for(steps, child);

    if (!take_answer(steps, name, from, status, &answer, error))
        return false;
    if (result_size)
        memcpy(result, answer.result, result_size);
    return true;
}
