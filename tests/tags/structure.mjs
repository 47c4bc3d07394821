// What pdf.js reads of the tags, as JSON, page by page: the structure tree, and the text of each piece of marked
// content and of none.   node structure.mjs PDFJS_FOLDER FILE
import {pathToFileURL} from "node:url";
import {readFileSync} from "node:fs";

const [folder, file] = process.argv.slice(2);
const {getDocument, VerbosityLevel} = await import(pathToFileURL(folder + "/legacy/build/pdf.mjs"));
const document = await getDocument({data: new Uint8Array(readFileSync(file)), verbosity: VerbosityLevel.ERRORS,
                                    cMapUrl: folder + "/cmaps/", standardFontDataUrl: folder + "/standard_fonts/"}).promise;
const pages = [];
for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const content = await page.getTextContent({includeMarkedContent: true, disableNormalization: true});
    const text = {}, open = [];
    for (const item of content.items) {
        if (item.type === "beginMarkedContentProps" || item.type === "beginMarkedContent") {
            open.push(item.id ?? item.tag ?? "");
        } else if (item.type === "endMarkedContent") {
            open.pop();
        } else {
            const id = open.find((each) => /_mc\d+$/.test(each)) ?? open[0] ?? "";
            text[id] = (text[id] ?? "") + item.str;
        }
    }
    pages.push({tree: await page.getStructTree(), text});
}
console.log(JSON.stringify({marked: await document.getMarkInfo(), pages}));
