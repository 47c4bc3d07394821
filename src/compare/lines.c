// Differences for people: one line each, where it is, what it was and is, and both places.
#include "compare/private.h"

typedef struct lines {
    zp_language language;
    zp_buffer *out;
} lines;

typedef enum word {
    WORD_BLANK,
    WORD_ADDED,
    WORD_REMOVED,
    WORD_MOVED,
    WORD_LEFT_OUT,
    WORD_CLOSE,
    WORD_COMPUTED,
    WORD_COMMA,
} word;

static const char *said(const lines *l, word word) {
    static const char *const words[][ZP_LANGUAGE_COUNT] = {
        [WORD_BLANK] = {"（空）", "(blank)"},
        [WORD_ADDED] = {"新增：", "added: "},
        [WORD_REMOVED] = {"删除：", "removed: "},
        [WORD_MOVED] = {"移动：", "moved: "},
        [WORD_LEFT_OUT] = {"（未填，按公式为", "(left out, computed as "},
        [WORD_COMPUTED] = {"（按公式算出）", " (computed)"},
        [WORD_CLOSE] = {"）", ")"},
        [WORD_COMMA] = {"，", ", "},
    };
    return words[word][l->language];
}

// A line is one line.
static void add_text(lines *l, zp_text text) {
    for (size_t from = 0, at = 0; at <= text.size; at++) {
        if (at == text.size || text.data[at] == '\n') {
            zp_buffer_add_text(l->out, zp_text_slice(text, from, at));
            zp_buffer_add_string(l->out, at < text.size ? "⏎" : "");
            from = at + 1;
        }
    }
}

static void add_value(lines *l, zp_text text, bool given) {
    if (zp_text_trim(text).size == 0) {
        zp_buffer_add_string(l->out, said(l, WORD_BLANK));
    } else if (given) {
        add_text(l, text);
    } else {
        zp_buffer_add_string(l->out, said(l, WORD_LEFT_OUT));
        add_text(l, text);
        zp_buffer_add_string(l->out, said(l, WORD_CLOSE));
    }
}

// ---------------------------------------------------------------- by words

enum { SHOWN = 12, WHOLE = 2 * SHOWN + 6 }; // characters of what did not change

// The offset behind `count` characters.
static size_t behind(zp_text text, size_t count) {
    size_t at = 0;
    while (count-- > 0 && at < text.size) {
        zp_utf8_next(text, &at);
    }
    return at;
}

// Of what is kept, the ends that are beside a change.
static void add_kept(lines *l, zp_text text, bool first, bool last) {
    size_t count = zp_utf8_count(text), head = first ? 0 : SHOWN, tail = last ? 0 : SHOWN;
    if (count <= (first || last ? SHOWN + 3 : WHOLE)) {
        add_text(l, text);
        return;
    }
    add_text(l, zp_text_slice(text, 0, behind(text, head)));
    zp_buffer_add_string(l->out, "…");
    add_text(l, zp_text_slice(text, behind(text, count - tail), text.size));
}

static void add_stretches(lines *l, const zp_difference *difference) {
    for (size_t i = 0; i < difference->stretch_count; i++) {
        const zp_stretch *each = &difference->stretches[i];
        if (each->change == ZP_KEPT) {
            add_kept(l, each->text, i == 0, i + 1 == difference->stretch_count);
        } else {
            bool old = each->change == ZP_DELETED;
            zp_buffer_add_string(l->out, old ? "[-" : "{+");
            add_text(l, each->text);
            zp_buffer_add_string(l->out, old ? "-]" : "+}");
        }
    }
}

// Is enough left of the old words that they help to read the new ones?
static bool by_words(const zp_difference *difference) {
    size_t kept = 0;
    for (size_t i = 0; i < difference->stretch_count; i++) {
        bool own = difference->stretches[i].change == ZP_KEPT;
        kept += own ? difference->stretches[i].text.size : 0;
    }
    size_t longer =
        difference->old.size > difference->new.size ? difference->old.size : difference->new.size;
    return 3 * kept > longer;
}

// ---------------------------------------------------------------- one difference

static void add_changed(lines *l, const zp_difference *difference) {
    if (by_words(difference)) {
        add_stretches(l, difference);
        return;
    }
    bool computed = !difference->old_given && !difference->new_given;
    add_value(l, difference->old, computed || difference->old_given);
    zp_buffer_add_string(l->out, " → ");
    add_value(l, difference->new, computed || difference->new_given);
    zp_buffer_add_string(l->out, computed ? said(l, WORD_COMPUTED) : "");
}

static void add_moved(lines *l, const zp_difference *difference) {
    bool regrouped = difference->old.size > 0, moved = difference->from != difference->to;
    zp_buffer_add_string(l->out, said(l, WORD_MOVED));
    if (regrouped) {
        zp_buffer_print(l->out, "%.*s → %.*s", ZP_ARG(difference->old), ZP_ARG(difference->new));
    }
    if (moved || !regrouped) {
        zp_buffer_add_string(l->out, regrouped ? said(l, WORD_COMMA) : "");
        zp_buffer_print(l->out, l->language == ZP_CHINESE ? "第%zu项 → 第%zu项" : "%zu → %zu",
                        difference->from, difference->to);
    }
}

static void add_what(lines *l, const zp_difference *difference) {
    switch (difference->kind) {
    case ZP_ELEMENT_MOVED:
        add_moved(l, difference);
        break;
    case ZP_ELEMENT_ADDED:
    case ZP_REPORT_ADDED:
        zp_buffer_add_string(l->out, said(l, WORD_ADDED));
        add_value(l, difference->new, true);
        break;
    case ZP_ELEMENT_REMOVED:
    case ZP_REPORT_REMOVED:
        zp_buffer_add_string(l->out, said(l, WORD_REMOVED));
        add_value(l, difference->old, true);
        break;
    default:
        add_changed(l, difference);
        break;
    }
}

static void add_place(lines *l, zp_place place) {
    if (place.file != NULL) {
        zp_buffer_add_shown(l->out, zp_text_of(place.file));
        if (place.line > 0) {
            zp_buffer_print(l->out, ":%u", place.line);
        }
    }
}

static void add_difference(lines *l, const zp_difference *difference) {
    zp_place old = difference->old_place, new = difference->new_place;
    add_text(l, difference->where);
    zp_buffer_add_string(l->out, ": ");
    add_what(l, difference);
    if (old.file != NULL || new.file != NULL) {
        zp_buffer_add_string(l->out, " (");
        add_place(l, old);
        zp_buffer_add_string(l->out, old.file != NULL && new.file != NULL ? " → " : "");
        add_place(l, new);
        zp_buffer_add_string(l->out, ")");
    }
    zp_buffer_add_string(l->out, "\n");
}

void zp_compare_lines(const zp_differences *differences, zp_language language, zp_buffer *out) {
    static const char *const counts[] = {
        "共 %zu 处不同：数据 %zu 处（修改 %zu、新增 %zu、删除 %zu、移动 %zu），报告 %zu 处\n",
        "%zu different: %zu in the data (changed %zu, added %zu, removed %zu, moved %zu), %zu in "
        "the report\n"};
    lines l = {language, out};
    size_t kinds[ZP_DIFFERENCE_KINDS] = {0};
    for (size_t i = 0; i < differences->count; i++) {
        add_difference(&l, &differences->list[i]);
        kinds[differences->list[i].kind]++;
    }
    if (differences->count == 0) {
        zp_buffer_add_string(out, language == ZP_CHINESE ? "没有不同：数据和报告都一样\n"
                                                         : "no difference in data and report\n");
        return;
    }
    size_t report = kinds[ZP_REPORT_CHANGED] + kinds[ZP_REPORT_ADDED] + kinds[ZP_REPORT_REMOVED];
    zp_buffer_print(out, counts[language], differences->count, differences->count - report,
                    kinds[ZP_VALUE_CHANGED], kinds[ZP_ELEMENT_ADDED], kinds[ZP_ELEMENT_REMOVED],
                    kinds[ZP_ELEMENT_MOVED], report);
}
