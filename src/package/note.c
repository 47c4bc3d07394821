// 更正说明 as a tree, for templates/revision-note.xml.
#include "package/papers.h"

enum { HASH_DIGITS = 16 }; // of 64: enough to tell two packages apart by eye

static zp_value *changes(const package_tree *tree, const zp_differences *differences,
                         const package_reasons *reasons) {
    zp_value *list = package_tree_array(tree);
    for (size_t i = 0; i < differences->count; i++) {
        const zp_difference *each = &differences->list[i];
        if (!package_is_shown(tree->arena, differences, each)) {
            continue;
        }
        package_sides sides = package_shown(tree->arena, differences, each);
        zp_value *row = package_tree_table(tree);
        package_put_text(tree, row, "where", each->where);
        package_put_text(tree, row, "old", sides.old);
        package_put_text(tree, row, "new", sides.new);
        package_put_text(tree, row, "reason", reasons->of[i]);
        package_put(list, "", row);
    }
    return list;
}

static zp_value *sheets(const package_tree *tree, const package_replacement *replacement) {
    zp_value *list = package_tree_array(tree);
    for (size_t i = 0; i < replacement->count; i++) {
        const package_sheets *each = &replacement->lines[i];
        zp_value *row = package_tree_table(tree);
        package_put_text(tree, row, "title", each->title);
        package_put_text(tree, row, "pull", each->pull);
        package_put_text(tree, row, "put", each->put);
        package_put_text(tree, row, "pull_both", each->pull_both);
        package_put_text(tree, row, "put_both", each->put_both);
        package_put_text(tree, row, "remark", each->remark);
        package_put(list, "", row);
    }
    return list;
}

static zp_value *note_tree(const package_tree *tree, const zp_package *package,
                           const zp_differences *differences, const package_reasons *reasons,
                           const package_replacement *replacement) {
    zp_value *root = package_tree_table(tree), *list = changes(tree, differences, reasons);
    package_put_text(tree, root, "before",
                     zp_arena_print(tree->arena, "第%u版", package->supersedes));
    package_put_text(tree, root, "after",
                     zp_arena_print(tree->arena, "第%u版（更正版）", package->version));
    package_put_text(tree, root, "sha256",
                     zp_text_slice(package->supersedes_sha256, 0, HASH_DIGITS));
    package_put_count(tree, root, "count", list->count);
    package_put(root, "change", list);
    package_put(root, "sheet", sheets(tree, replacement));
    return root;
}

zp_status package_note(const package_edition *edition, zp_messages *messages,
                       const zp_package *package, const zp_differences *differences,
                       const package_reasons *reasons, const package_replacement *replacement,
                       zp_document **document) {
    package_tree tree = {edition->arena, {edition->record->file, 1, 1}};
    zp_form_extra extra = {.template = ZP_TEXT("revision-note.xml"),
                           .id = ZP_TEXT("revision-note"),
                           .title = zp_arena_print(edition->arena, "%.*s年度绩效自评材料更正说明",
                                                   ZP_ARG(package->year)),
                           .name = ZP_TEXT("note"),
                           .value = note_tree(&tree, package, differences, reasons, replacement)};
    return zp_form_compose(edition->form, edition->arena, messages, edition->record, &extra,
                           document);
}
