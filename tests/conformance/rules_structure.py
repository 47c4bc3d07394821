"""The rules of structure, forms and print; see rules.py."""

TEXT = """
marked             U 6.2        MarkInfo says Marked true
suspects           U 7.1        Suspects is not true
structure-tree     U 7.1        the catalog has a StructTreeRoot
display-title      U 7.1        ViewerPreferences has DisplayDocTitle true
title              U 7.1        XMP has a dc:title that is not empty
untagged           U 7.1        what draws is tagged, or an artifact
artifact-in-tagged U 7.1        no artifact inside tagged content
tagged-in-artifact U 7.1        no tagged content inside an artifact
type-unknown       U 7.1        structure types are standard, or mapped to standard ones
type-remapped      U 7.1        standard types are not mapped, and no mapping is circular
element-parent     U 7.1        every structure element has the P that leads to its parent
mcid-unknown       P 14.7.4     an MCID of a page belongs to a structure element
mcid-twice         P 14.7.4     an MCID is used once on a page, and by one element
mcid-nowhere       P 14.7.4     an element's MCID is on the page that it names
parent-tree        P 14.7.4.4   the ParentTree leads from pages and annotations to the elements that have them
parent-tree-next   P 14.7.2     ParentTreeNextKey is above every key of the ParentTree
number-tree        P 7.9.7      keys of number and name trees ascend, and Limits are true
id-tree            P 14.7.2     the IDTree leads from every ID to its element
empty-element      H -          every element has content, but cells
root-document      H -          the tree has one root: Document
language           U 7.2        the catalog has a Lang
language-value     U 7.2        every Lang is a language tag
language-zh        H -          Lang is zh-CN
table-kids         U 7.2        Table, THead, TBody, TFoot, TR and cells are where they belong
table-groups       U 7.2        at most one THead and TFoot, and then a TBody; Caption first or last
table-overlap      U 7.2        cells do not overlap
table-regular      U 7.2        every row of a table has as many columns as the first
list-kids          U 7.2        L, LI, Lbl and LBody are where they belong
list-numbering     U 7.6        a list with labels has ListNumbering
toc-kids           U 7.2        TOC and TOCI are where they belong
figure-alt         U 7.3        a Figure has Alt or ActualText
heading-level      U 7.4.2      headings begin with H1 and go down by one level at a time
heading-kind       U 7.4.4      not both H and Hn
header-scope       U 7.5        a TH has Scope: Row, Column or Both
header-missing     U 7.5        a TD has a header: by Headers, or in its row or column
header-unknown     U 7.5        Headers names IDs of header cells of the same table
formula-alt        U 7.7        a Formula has Alt or ActualText
note-id            U 7.9        a Note has an ID that no other has
outline            U 7.17       the outline, if any, has titles and leads to pages
widget-name        U 7.18.1     a form field has TU, or its element Alt
annotation-text    U 7.18.1     an annotation has Contents, or its element Alt
annotation-tagged  U 7.18.1     an annotation belongs to an element: Annot, Link or Form
tab-order          U 7.18.3     a page with annotations has Tabs S
widget-form        U 7.18.4     a widget belongs to a Form, whose only kid it is
link-text          U 7.18.5     a Link annotation belongs to a Link and has Contents
xobject-twice      U 7.20       a form XObject with MCIDs is drawn once
attribute          P 14.7.5     attributes have an owner and values of their type
class-map          P 14.7.5.2   a class is in the ClassMap

field-name         P 12.7.3.1   fields have names, that are unique
field-tree         P 12.7.2     Fields lists every field, and each widget is on the page that it names
field-place        H -          a widget lies within its page, and signature fields do not overlap
field-none         H -          no form fields here

x-claim            X -          pdfxid:GTS_PDFXVersion is PDF/X-4, with that prefix
x-intent           X -          one GTS_PDFX intent with OutputConditionIdentifier, and a profile of class prtr
x-trapped          X -          Info Trapped is True or False, and pdf:Trapped says the same
x-info             X -          title and dates of creation and modification, in Info and XMP
x-identity         X -          xmpMM:DocumentID, RenditionClass and VersionID, xmp:MetadataDate
x-boxes            X -          TrimBox or ArtBox, not both, within BleedBox, within MediaBox
x-annotation       X -          no annotation inside the BleedBox
x-action           X -          no actions, no JavaScript
x-version          X -          what the file needs is of PDF 1.6
""".strip()
