"""Notes to a table (<note>): marks in the cells, also where the head is repeated, and the notes under the table's end; in
the PDF with its tags, in the trace, and in the DOCX."""
import os, re, tempfile, zipfile

import tags
from program import EXAMPLE, Tests, render, templates_with

NOTES = ["见决算。", "共14项。", "截至2023年12月31日。", "见右栏。"]


def edited(text):
    """A note twice, an empty one, one in a cell that goes downwards, one in a repeated head, one in a loop."""
    for cell, note in (("{{funds.full_year}}</cell>", "<note>见决算。</note><note> <br/> </note></cell>"),
                       ("{{funds.executed}}</cell>", "<note>见决算。</note></cell>")):
        assert cell in text, cell
        text = text.replace(cell, cell.replace("</cell>", note), 1)
    return text


def common(path):
    text = open(path, encoding="utf-8").read()
    for cell, note in (("grid-vertical\">绩效指标</cell>", "<note>共{{indicator | count}}项。</note></cell>"),
                       ("实际完成值</cell>", "<note>截至{{year}}年12月31日。</note></cell>"),
                       ("{{r.score}}</cell>", '<if test="r.score != r.weight"><note>见右栏。</note></if></cell>')):
        assert cell in text, cell
        text = text.replace(cell, cell.replace("</cell>", note))
    open(path, "w", encoding="utf-8").write(text)


def in_the_trace(folder):
    pages = re.split(r"^page ", open(os.path.join(folder, "self-evaluation.trace"), encoding="utf-8").read(), flags=re.M)[1:]
    assert len(pages) == 2, len(pages)
    marks = [re.findall(r'^  (text|artifact) \S+ \S+ \S+ (\S+).* "([①-⑳])"$', page, re.M) for page in pages]
    raised = [[(kind, mark) for kind, size, mark in page if float(size) < 8] for page in marks]
    assert raised == [[("text", "①"), ("text", "①"), ("text", "③")], [("artifact", "③"), ("text", "④")]], raised
    # Under the table's end, each once.
    for mark in "①②③④":
        below = [(kind, each) for kind, size, each in marks[1] if float(size) == 9 and each == mark]
        assert below == [("text", mark)], below
    assert not any(float(size) == 9 for _, size, _ in marks[0]), marks[0]


def elements(node, role):
    for each in node["kids"]:
        if isinstance(each, dict):
            if each["role"] == role:
                yield each
            yield from elements(each, role)


def in_the_tags(reader):
    notes = list(elements({"kids": [reader.tree]}, "Note"))
    found = [[(kid["role"], tags.squash("".join(kid["kids"]))) for kid in note["kids"]] for note in notes]
    assert found == [[("Lbl", mark), ("P", note)] for mark, note in zip("①②③④", NOTES)], found
    assert all(each.id is not None for each in reader.root.all() if each.role == "Note")
    marks = [tags.squash("".join(each["kids"])) for each in elements({"kids": [reader.tree]}, "Reference")]
    assert marks == ["①", "①", "③", "④"], marks


def in_the_docx(folder):
    with zipfile.ZipFile(os.path.join(folder, "self-evaluation.docx")) as docx:
        text = docx.read("word/document.xml").decode()
        styles = docx.read("word/styles.xml").decode()
    runs = re.findall(r"<w:r>(?:(?!</w:r>).)*?superscript(?:(?!</w:r>).)*?>([^<]+)</w:t></w:r>", text)
    assert runs == ["①", "①", "③", "④"], runs
    below = text[text.rindex("</w:tbl>"):]
    paragraphs = ["".join(re.findall(r"<w:t[^>]*>([^<]*)", each))
                  for each in re.findall(r'<w:p>(?:(?!</w:p>).)*"table-note".*?</w:p>', below)]
    assert paragraphs == [mark + note for mark, note in zip("①②③④", NOTES)], paragraphs
    assert 'w:styleId="table-note"' in styles


def main():
    tests = Tests()
    with tempfile.TemporaryDirectory() as out:
        templates, _ = templates_with(out, "self-evaluation.xml", edited)
        common(os.path.join(templates, "common.xml"))
        folder = render(EXAMPLE, out, ["self-evaluation"], "pdf,docx,trace,tree", before=["--templates", templates])
        reader = tags.Reader(os.path.join(folder, "self-evaluation.pdf"))
        tests.check("the trace", in_the_trace, folder)
        tests.check("the tags", in_the_tags, reader)
        tests.check("the DOCX", in_the_docx, folder)
        tags.check_all(tests, "with notes", os.path.join(folder, "self-evaluation.pdf"), reader)
    tests.end()


if __name__ == "__main__":
    main()
