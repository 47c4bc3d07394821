"""PDF/X-4 (ISO 15930-7) beyond what PDF/A wants already: trapping, dates, identity, version."""
import re

from metadata import DC, MM, PDF, XMP


def check(pdf, report, packet):
    info = pdf.trailer.get("/Info", {})
    trapped = str(info.get("/Trapped", ""))
    said = packet.text(PDF, "Trapped") if packet else None
    if trapped not in ("/True", "/False") or said != trapped[1:]:
        report("x-trapped", "Info", f"Trapped {trapped}, pdf:Trapped {said}")
    for key in ("/Title", "/CreationDate", "/ModDate"):
        if not str(info.get(key, "")):
            report("x-info", "Info", f"no {key}")
    for space, name in ((DC, "title"), (XMP, "CreateDate"), (XMP, "ModifyDate")):
        if not packet or not packet.text(space, name):
            report("x-info", "XMP", f"no {name}")
    for space, name in ((MM, "DocumentID"), (MM, "RenditionClass"), (MM, "VersionID"), (XMP, "MetadataDate")):
        if not packet or not packet.text(space, name):
            report("x-identity", "XMP", f"no {name}")
    if not re.match(r"1\.[0-7]\Z", pdf.pdf_version):
        report("x-version", "header", pdf.pdf_version)
    for key in ("/ViewArea", "/ViewClip", "/PrintArea", "/PrintClip"):
        if str(pdf.Root.get("/ViewerPreferences", {}).get(key, "/MediaBox")) not in ("/MediaBox", "/BleedBox"):
            report("x-boxes", "ViewerPreferences", key)
