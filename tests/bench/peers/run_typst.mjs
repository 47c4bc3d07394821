// run_typst.mjs FONTS OUT FILE…: every FILE as PDF in OUT. Prints a line of JSON: how long it took, warm.
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { writeFileSync } from 'node:fs';

const require = createRequire(join(process.cwd(), 'out/peers/'));
const { NodeCompiler } = require('@myriaddreamin/typst-ts-node-compiler');
const [fonts, out, ...files] = process.argv.slice(2);
const compiler = NodeCompiler.create({ workspace: dirname(files[0]), fontArgs: [{ fontPaths: fonts.split(':') }] });

function make(file) {
    const pdf = compiler.pdf({ mainFilePath: file });
    writeFileSync(join(out, basename(file, '.typ') + '.pdf'), pdf);
    compiler.evictCache(10); // as its documentation says for a tool that does not watch
}

files.slice(0, 3).forEach(make);
const from = process.cpuUsage();
const start = process.hrtime.bigint();
files.slice(3).forEach(make);
const cpu = process.cpuUsage(from);
console.log(JSON.stringify({
    documents: files.length - 3,
    seconds: Number(process.hrtime.bigint() - start) / 1e9,
    cpu: (cpu.user + cpu.system) / 1e6,
}));
