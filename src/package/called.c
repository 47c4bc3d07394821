// What versions and documents are called.
#include "package/package.h"

zp_text zp_package_version_name(zp_arena *arena, const zp_package *package) {
    return package->supersedes == 0 ? zp_arena_print(arena, "第%u版", package->version)
                                    : zp_arena_print(arena, "第%u版（更正版，更正第%u版）",
                                                     package->version, package->supersedes);
}

zp_text zp_package_titled(zp_arena *arena, zp_text mark, zp_text title) {
    return zp_arena_print(arena, "%.*s%s%.*s", ZP_ARG(mark), mark.size > 0 ? " " : "",
                          ZP_ARG(title));
}
