// Any bytes as a package's zip, read as `verify`, `revise` and `print` do; of a whole one, one in
// some is made again or corrected, which takes a hundred times as long. zips.c makes the hashes of
// what it changes fit, so that what stands behind them is reached.
#include "package/package.h"
#include "fuzz/fuzz.h"

static zp_workshop shop;
static zp_record newer;

int LLVMFuzzerInitialize(int *count, char ***arguments) {
    (void)count, (void)arguments;
    const fuzz_tools *tools = fuzz_fonts();
    zp_messages *messages = zp_messages_new();
    shop = (zp_workshop){.templates = ZIPING_SOURCE "/templates",
                         .schema = tools->schema,
                         .forms = tools->forms,
                         .fonts = tools->fonts,
                         .tool = "0.1.0",
                         .kept = zp_package_kept_new()};
    zp_status status = zp_record_load(tools->arena, messages, tools->schema,
                                      ZIPING_SOURCE "/examples/yueyanglou-2023", &newer);
    zp_messages_free(messages);
    return status == ZP_OK ? 0 : 1;
}

static void use(zp_arena *arena, zp_messages *messages, const zp_package *package) {
    zp_record record = {0};
    zp_package plan;
    zp_package_follows(package, package, messages);
    zp_package_zip_is_own(package, arena);
    zp_package_record(package, arena, messages, shop.schema, true, &record);
    if (zp_package_record(package, arena, messages, shop.schema, false, &record) == ZP_OK) {
        zp_package_plan(&shop, arena, messages, &record, (zp_package_kind){0}, &plan);
    }
}

static void use_slowly(zp_arena *arena, zp_messages *messages, const zp_package *package,
                       unsigned what) {
    zp_proof proof;
    zp_package *made;
    switch (what % 16) {
    case 0:
        zp_package_prove(&shop, arena, messages, package, &proof);
        break;
    case 1:
        zp_package_revise(&shop, arena, messages, ZP_CHINESE, package, &newer, (zp_text){0}, &made);
        break;
    case 2:
        zp_package_lay_out(&shop, arena, messages, package, &made);
        break;
    default:
        break;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    zp_arena *arena = zp_arena_new();
    zp_messages *messages = zp_messages_new();
    zp_package *package;
    fuzz_write("package.zip", data, size);
    if (zp_package_read(arena, messages, ZIPING_SOURCE "/templates", fuzz_path("package.zip"),
                        &package) == ZP_OK) {
        use(arena, messages, package);
        use_slowly(arena, messages, package, (unsigned)package->sha256.data[0]);
    }
    fuzz_read_messages(messages);
    zp_messages_free(messages);
    zp_arena_free(arena);
    return 0;
}
