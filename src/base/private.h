// What the files of base/ share.
#ifndef ZIPING_BASE_PRIVATE_H
#define ZIPING_BASE_PRIVATE_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

// Makes a temporary file or folder of the name `temporary`, which ends in LEFT_RANDOM, locks it and
// has zp_files_abandon know of it. The path stays the caller's. Returns it open; -1 and errno where
// it cannot be made. A folder is its owner's alone until temporary_share: what others put into it
// meanwhile would lead our files elsewhere.
int temporary_make(char *temporary, bool folder, int *slot);
// mkstemp gives 0600; an output is to have what the umask leaves, as any program's.
void temporary_share(int file, bool folder);
void files_leave(int slot); // it is one no more
// Between these two a signal that ends the process waits: what stands on the disk then has a name
// that zp_files_abandon does not know.
void files_hold(sigset_t *before);
void files_release(const sigset_t *before); // errno is kept

// What is said when memory runs out: translated before, as that may want memory.
void memory_translate(void);

// These take no memory: there may be none left. errno says why not.
bool tree_remove(const char *path); // a folder with all in it; one that is gone is fine
bool tree_remove_at(int parent, int folder, const char *name); // the same, open already
bool tree_sync(int folder); // all its files and folders are on the disk

#endif
