// run_docx.mjs OUT FILE…: every FILE (word.py's JSON) as DOCX in OUT. Prints a line of JSON: how long, warm.
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { readFileSync, writeFileSync } from 'node:fs';

const require = createRequire(join(process.cwd(), 'out/peers/'));
const {
    AlignmentType, Document, Footer, Packer, PageNumber, Paragraph, Tab, Table, TableCell, TableLayoutType, TableRow,
    TextDirection, TextRun, VerticalAlign, WidthType,
} = require('docx');
const [out, ...files] = process.argv.slice(2);

function run([kind, value]) {
    if (kind === 'line-break') return new TextRun({ break: 1 });
    if (kind === 'tab') return new TextRun({ children: [new Tab()] });
    return new TextRun({ text: kind === 'blank' ? '\u3000'.repeat(value) : value });
}

function block(node) {
    if (node.rows === undefined) {
        const spacing = node.before ? { before: node.before } : undefined;
        return new Paragraph({ style: node.style, spacing, children: node.inlines.map(run) });
    }
    return new Table({
        layout: TableLayoutType.FIXED,
        columnWidths: node.columns,
        width: { size: node.columns.reduce((a, b) => a + b), type: WidthType.DXA },
        rows: node.rows.map((row) => new TableRow({
            tableHeader: row.head,
            children: row.cells.map((cell) => new TableCell({
                columnSpan: cell.columns,
                rowSpan: cell.rows,
                verticalAlign: VerticalAlign.CENTER,
                textDirection: cell.vertical ? TextDirection.TOP_TO_BOTTOM_RIGHT_TO_LEFT : undefined,
                children: cell.paragraphs.map(block),
            })),
        })),
    });
}

function footer() {
    const number = new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'] });
    return new Footer({ children: [new Paragraph({ alignment: AlignmentType.RIGHT, children: [number] })] });
}

async function make(file) {
    const { title, styles, sections } = JSON.parse(readFileSync(file, 'utf8'));
    const document = new Document({
        title,
        styles: { paragraphStyles: styles },
        sections: sections.map((each) => ({
            properties: { page: each.page },
            footers: each.numbered ? { default: footer() } : undefined,
            children: each.blocks.map(block),
        })),
    });
    writeFileSync(join(out, basename(file, '.json') + '.docx'), await Packer.toBuffer(document));
}

for (const file of files.slice(0, 3)) await make(file);
const from = process.cpuUsage();
const start = process.hrtime.bigint();
for (const file of files.slice(3)) await make(file);
const cpu = process.cpuUsage(from);
console.log(JSON.stringify({
    documents: files.length - 3,
    seconds: Number(process.hrtime.bigint() - start) / 1e9,
    cpu: (cpu.user + cpu.system) / 1e6,
}));
