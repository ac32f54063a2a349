/* A QEMU plugin (API 1, QEMU 6 or later): which blocks of code an arm64 program executes between two marks, and how often.
 *
 *   gcc -O2 -fPIC -shared -o count.so count.c
 *   QEMU_PLUGIN=./count.so,out=FILE qemu-aarch64 -cpu cortex-a72 -L /usr/aarch64-linux-gnu PROGRAM
 *
 * A thread says "start" by getpgid(0x7EAD0001) and "stop" by getpgid(0x7EAD0002): process groups that cannot be. Only what
 * that thread executes counts, so a JIT or collector beside it does not. Each stop appends to FILE
 *   region INSTRUCTIONS
 *   ADDRESS TIMES WORD...        for every block that was executed; it is left at its last word only
 * The linux-user emulator needs to be the dynamic one (Debian's qemu-user): a static program loads no plugins. Debian ships no
 * qemu-plugin.h with it, so what is used of it is declared here.
 */
#include <inttypes.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef uint64_t qemu_plugin_id_t;
typedef struct qemu_info_t qemu_info_t;
struct qemu_plugin_tb;
struct qemu_plugin_insn;
enum { NO_REGISTERS = 0 };
extern void qemu_plugin_register_vcpu_tb_trans_cb(qemu_plugin_id_t, void (*)(qemu_plugin_id_t, struct qemu_plugin_tb *));
extern void qemu_plugin_register_vcpu_tb_exec_cb(struct qemu_plugin_tb *, void (*)(unsigned, void *), int, void *);
extern void qemu_plugin_register_vcpu_syscall_cb(qemu_plugin_id_t, void (*)(qemu_plugin_id_t, unsigned, int64_t, uint64_t, uint64_t,
    uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t));
extern size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *);
extern struct qemu_plugin_insn *qemu_plugin_tb_get_insn(const struct qemu_plugin_tb *, size_t);
extern const void *qemu_plugin_insn_data(const struct qemu_plugin_insn *);
extern uint64_t qemu_plugin_insn_vaddr(const struct qemu_plugin_insn *);

__attribute__((visibility("default"))) int qemu_plugin_version = 1;

enum { GETPGID = 155, START = 0x7EAD0001, STOP = 0x7EAD0002, NOBODY = -1 };

struct block {
    struct block *next;
    uint64_t address, times;
    size_t length;
    uint32_t words[];
};

static struct block *blocks;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static volatile int counted = NOBODY; /* the vCPU, which is a thread, between the marks */
static FILE *out;

static void on_executed(unsigned cpu, void *data)
{
    if ((int)cpu == counted)
        ((struct block *)data)->times++;
}

static void on_translated(qemu_plugin_id_t id, struct qemu_plugin_tb *tb)
{
    size_t length = qemu_plugin_tb_n_insns(tb);
    struct block *block = calloc(1, sizeof *block + length * sizeof(uint32_t));
    if (!block)
        abort();
    block->length = length;
    block->address = qemu_plugin_insn_vaddr(qemu_plugin_tb_get_insn(tb, 0));
    for (size_t i = 0; i < length; i++)
        memcpy(&block->words[i], qemu_plugin_insn_data(qemu_plugin_tb_get_insn(tb, i)), sizeof(uint32_t));
    pthread_mutex_lock(&lock);
    block->next = blocks;
    blocks = block; /* never freed: the emulator may execute a translation that it has thrown away once more */
    pthread_mutex_unlock(&lock);
    qemu_plugin_register_vcpu_tb_exec_cb(tb, on_executed, NO_REGISTERS, block);
}

static void write_region(void)
{
    uint64_t total = 0;
    for (const struct block *block = blocks; block; block = block->next)
        total += block->times * block->length;
    fprintf(out, "region %" PRIu64 "\n", total);
    for (const struct block *block = blocks; block; block = block->next) {
        if (block->times == 0)
            continue;
        fprintf(out, "%" PRIx64 " %" PRIu64, block->address, block->times);
        for (size_t i = 0; i < block->length; i++)
            fprintf(out, " %08" PRIx32, block->words[i]);
        fputc('\n', out);
    }
    fflush(out);
}

static void on_syscall(qemu_plugin_id_t id, unsigned cpu, int64_t number, uint64_t group, uint64_t b, uint64_t c, uint64_t d,
    uint64_t e, uint64_t f, uint64_t g, uint64_t h)
{
    if (number != GETPGID)
        return;
    pthread_mutex_lock(&lock);
    if ((uint32_t)group == START && counted == NOBODY) {
        for (struct block *block = blocks; block; block = block->next)
            block->times = 0;
        counted = (int)cpu;
    } else if ((uint32_t)group == STOP && counted == (int)cpu) {
        counted = NOBODY;
        write_region();
    }
    pthread_mutex_unlock(&lock);
}

__attribute__((visibility("default")))
int qemu_plugin_install(qemu_plugin_id_t id, const qemu_info_t *info, int argc, char **argv)
{
    for (int i = 0; i < argc; i++) {
        if (strncmp(argv[i], "out=", 4) == 0 && !(out = fopen(argv[i] + 4, "w"))) {
            perror(argv[i] + 4);
            return -1;
        }
    }
    if (!out) {
        fputs("count: out=FILE is missing\n", stderr);
        return -1;
    }
    qemu_plugin_register_vcpu_tb_trans_cb(id, on_translated);
    qemu_plugin_register_vcpu_syscall_cb(id, on_syscall);
    return 0;
}
