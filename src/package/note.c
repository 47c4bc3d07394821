// 更正说明 as a tree, for templates/revision-note.xml.
#include "package/papers.h"

enum { HASH_DIGITS = 16 }; // of 64: enough to tell two packages apart by eye

// `产出指标 › 得分`, which may be broken behind the marks only.
static zp_text place_name(zp_arena *arena, zp_text where) {
    static const char mark[] = " ›", kept[] = "\u00A0›";
    zp_buffer out = {0};
    for (size_t i = 0; i < where.size; i++) {
        bool at_mark = zp_text_starts(zp_text_slice(where, i, where.size), mark);
        zp_buffer_add(&out, at_mark ? kept : where.data + i, at_mark ? sizeof kept - 1 : 1);
        i += at_mark ? sizeof mark - 2 : 0;
    }
    zp_text name = zp_arena_copy(arena, zp_buffer_text(&out));
    zp_buffer_free(&out);
    return name;
}

static zp_value *changes(const zp_tree *tree, const zp_differences *differences,
                         const package_reasons *reasons) {
    zp_value *list = zp_tree_array(tree);
    for (size_t i = 0; i < differences->count; i++) {
        const zp_difference *each = &differences->list[i];
        if (!package_is_shown(each)) {
            continue;
        }
        package_sides sides = package_shown(tree->arena, each);
        zp_value *row = zp_tree_table(tree);
        zp_tree_put_text(tree, row, "where", place_name(tree->arena, each->where));
        zp_tree_put_text(tree, row, "old", sides.old);
        zp_tree_put_text(tree, row, "new", sides.new);
        zp_tree_put_text(tree, row, "reason", reasons->of[i]);
        zp_tree_put(list, "", row);
    }
    return list;
}

static zp_value *sheets(const zp_tree *tree, const package_replacement *replacement) {
    zp_value *list = zp_tree_array(tree);
    for (size_t i = 0; i < replacement->count; i++) {
        const package_sheets *each = &replacement->lines[i];
        zp_value *row = zp_tree_table(tree);
        zp_tree_put_text(tree, row, "title", each->title);
        zp_tree_put_text(tree, row, "pull", each->pull);
        zp_tree_put_text(tree, row, "put", each->put);
        zp_tree_put_text(tree, row, "pull_both", each->pull_both);
        zp_tree_put_text(tree, row, "put_both", each->put_both);
        zp_tree_put_text(tree, row, "remark", each->remark);
        zp_tree_put(list, "", row);
    }
    return list;
}

static zp_value *note_tree(const zp_tree *tree, const zp_package *package,
                           const zp_differences *differences, const package_reasons *reasons,
                           const package_replacement *replacement) {
    zp_value *root = zp_tree_table(tree), *list = changes(tree, differences, reasons);
    zp_tree_put_text(tree, root, "before",
                     zp_arena_print(tree->arena, "第%u版", package->supersedes));
    zp_tree_put_text(tree, root, "after",
                     zp_arena_print(tree->arena, "第%u版（更正版）", package->version));
    zp_tree_put_text(tree, root, "sha256",
                     zp_text_slice(package->supersedes_sha256, 0, HASH_DIGITS));
    zp_tree_put_count(tree, root, "count", list->count);
    zp_tree_put(root, "change", list);
    zp_tree_put(root, "sheet", sheets(tree, replacement));
    return root;
}

zp_status package_note(const package_edition *edition, zp_messages *messages,
                       const zp_package *package, const zp_differences *differences,
                       const package_reasons *reasons, const package_replacement *replacement,
                       zp_document **document) {
    zp_tree tree = {edition->arena, {edition->record->file, 1, 1}};
    zp_form_extra extra = {.template = ZP_TEXT("revision-note.xml"),
                           .id = ZP_TEXT("revision-note"),
                           .title = zp_arena_print(edition->arena, "%.*s年度绩效自评材料更正说明",
                                                   ZP_ARG(package->year)),
                           .name = ZP_TEXT("note"),
                           .value = note_tree(&tree, package, differences, reasons, replacement)};
    return zp_form_compose(edition->form, edition->arena, messages, edition->record, &extra,
                           document);
}
