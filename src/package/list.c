// 报送清单 as a tree, for templates/package-list.xml.
#include "package/papers.h"

static void add_item(const zp_tree *tree, zp_value *list, const package_item *item) {
    zp_value *row = zp_tree_table(tree);
    zp_tree_put_text(tree, row, "mark", item->mark);
    zp_tree_put_text(tree, row, "title", item->title);
    zp_tree_put_text(tree, row, "formats", item->formats);
    zp_tree_put_text(tree, row, "signs", item->signs);
    if (item->pages > 0) {
        zp_tree_put_count(tree, row, "pages", item->pages);
    }
    if (item->copies > 0) {
        zp_tree_put_count(tree, row, "copies", item->copies);
    }
    zp_tree_put(list, "", row);
}

static bool is_electronic(const package_item *item) {
    return item->copies == 0;
}

static zp_text listed(const zp_tree *tree, zp_text before, zp_text each) {
    return before.size == 0
               ? each
               : zp_arena_print(tree->arena, "%.*s、%.*s", ZP_ARG(before), ZP_ARG(each));
}

// All that is not handed in on paper, in one row: DOCX、PDF.
static package_item join_electronic(const zp_tree *tree, const package_item *items, size_t count) {
    package_item all = {0};
    for (size_t i = 0; i < count; i++) {
        if (is_electronic(&items[i])) {
            bool again = zp_text_ends(all.formats, zp_arena_string(tree->arena, items[i].formats));
            all.title = listed(tree, all.title, items[i].title);
            all.formats = again ? all.formats : listed(tree, all.formats, items[i].formats);
        }
    }
    return all;
}

// Sheets of paper, each document on its own: of one set, printed on one side (as many as there are
// pages) and on both; `all`: of all copies.
typedef struct paper {
    size_t single, both, all_single, all_both;
} paper;

static paper count_paper(const package_item *items, size_t count) {
    paper p = {0};
    for (size_t i = 0; i < count; i++) {
        size_t pages = items[i].pages, sheets = (pages + 1) / 2, copies = items[i].copies;
        p.single += copies > 0 ? pages : 0;
        p.both += copies > 0 ? sheets : 0;
        p.all_single += copies * pages;
        p.all_both += copies * sheets;
    }
    return p;
}

static void put_paper(const zp_tree *tree, zp_value *to, const package_item *items, size_t count) {
    paper p = count_paper(items, count);
    zp_tree_put_count(tree, to, "single", p.single);
    zp_tree_put_count(tree, to, "both", p.both);
    if (p.all_single > p.single) {
        zp_tree_put_count(tree, to, "all_single", p.all_single);
        zp_tree_put_count(tree, to, "all_both", p.all_both);
    }
}

// 一式3份, where all that is printed has as many.
static zp_text copies_name(const zp_tree *tree, const package_item *items, size_t count) {
    size_t copies = 0;
    for (size_t i = 0; i < count; i++) {
        if (items[i].copies > 0 && copies > 0 && items[i].copies != copies) {
            return ZP_TEXT("见下表");
        }
        copies = items[i].copies > 0 ? items[i].copies : copies;
    }
    return zp_arena_print(tree->arena, "一式%zu份", copies);
}

// unit.toml、report.md
static zp_text data_files(const zp_tree *tree, const zp_record *record) {
    zp_text names = {0};
    for (size_t i = 0; i < record->source_count; i++) {
        names = zp_arena_print(tree->arena, "%.*s%s%.*s", ZP_ARG(names), i > 0 ? "、" : "",
                               ZP_ARG(record->sources[i].name));
    }
    return names;
}

static zp_value *list_tree(const zp_tree *tree, const zp_package *package, const zp_record *record,
                           const package_item *items, size_t count) {
    zp_value *root = zp_tree_table(tree), *list = zp_tree_array(tree);
    zp_tree_put_text(tree, root, "published", package->published ? ZP_TEXT("yes") : (zp_text){0});
    zp_tree_put_text(tree, root, "corrects",
                     package->supersedes > 0 ? ZP_TEXT("yes") : (zp_text){0});
    zp_tree_put_text(tree, root, "version", zp_package_version_name(tree->arena, package));
    zp_tree_put_text(tree, root, "name", package->name);
    zp_tree_put_text(tree, root, "form", package->form_title);
    zp_tree_put_text(tree, root, "copies", copies_name(tree, items, count));
    zp_tree_put_text(tree, root, "data", data_files(tree, record));
    put_paper(tree, root, items, count);
    package_item electronic = join_electronic(tree, items, count);
    for (size_t i = 0; i < count; i++) {
        if (!is_electronic(&items[i])) {
            add_item(tree, list, &items[i]);
        }
    }
    if (electronic.title.size > 0) {
        add_item(tree, list, &electronic);
    }
    zp_tree_put(root, "item", list);
    return root;
}

zp_status package_list(const package_edition *edition, zp_messages *messages,
                       const zp_package *package, const package_item *items, size_t count,
                       zp_document **document) {
    zp_tree tree = {edition->arena, {edition->record->file, 1, 1}};
    zp_form_extra extra = {
        .template = ZP_TEXT("package-list.xml"),
        .id = ZP_TEXT("package-list"),
        .title = zp_arena_print(edition->arena, "%.*s年度绩效自评%s", ZP_ARG(package->year),
                                package->published ? "公开材料清单" : "材料报送清单"),
        .name = ZP_TEXT("list"),
        .value = list_tree(&tree, package, edition->record, items, count)};
    return zp_form_compose(edition->form, edition->arena, messages, edition->record, &extra,
                           document);
}
