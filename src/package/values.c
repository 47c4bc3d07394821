// What a version is called.
#include "package/papers.h"

zp_text package_version_name(zp_arena *arena, const zp_package *package) {
    return package->supersedes == 0 ? zp_arena_print(arena, "第%u版", package->version)
                                    : zp_arena_print(arena, "第%u版（更正版，更正第%u版）",
                                                     package->version, package->supersedes);
}
