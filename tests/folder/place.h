// What the tests of folders share. Every test has a folder of its own, and works in it.
#ifndef ZIPING_TESTS_FOLDER_PLACE_H
#define ZIPING_TESTS_FOLDER_PLACE_H

#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

typedef struct place {
    char folder[32];
    zp_arena *arena;
    zp_messages *messages;
} place;

int place_enter(void **state);
int place_leave(void **state);
#define TEST(name) cmocka_unit_test_setup_teardown(name, place_enter, place_leave)

void run(const char *command);
// All there is below the test's folder, in the order of its bytes; a file with what it says.
void assert_there(const char *wanted);
// There is one message, with this in it; then there is none.
void assert_told(place *p, const char *id, const char *text);

zp_status stage(place *p, const char *path, bool replace, zp_staged_folder *staged);
zp_status put(place *p, zp_staged_folder *staged, const char *name, const char *text);
// A folder with one file that says `text`.
zp_status make(place *p, const char *path, bool replace, const char *text);

// From here on the process is as on a network's file system: renameat2 knows no flags.
void without_flags(void);

#endif
