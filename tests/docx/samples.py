"""The samples of make_sample through readers nobody here wrote: samples.py MAKE_SAMPLE."""
import os, subprocess, sys, tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "readers"))
import readers

folder = tempfile.mkdtemp()
subprocess.run([sys.argv[1], folder], check=True)
for name in sorted(os.listdir(folder)):
    path = os.path.join(folder, name)
    readers.docx_sdk(path)
    readers.docx_xsd(path)
    readers.docx_styles_exist(path)
    text = readers.squash(readers.docx_text(path))
    assert readers.squash(readers.libreoffice_text(path)) == text, name + ": LibreOffice reads another text"
    assert readers.squash(readers.mammoth_text(path)) == text, name + ": mammoth reads another text"
    print(name, "accepted,", len(text), "characters")
