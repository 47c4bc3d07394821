// What the files of reader/ share. From the ground up:
//   xmp.c        the properties that metadata state
//   seal.c       a signature's certificate, and whether it holds, by libcrypto
//   open.cc      a PDF opened within limits, and what C++ throws as a message
//   resources.cc papers and fonts
//   fields.cc    signature fields, and what is written on pages
//   enclosed.cc  files in a file
//   added.cc     what a later revision changed
//   pages.cc     two files, page by page
//   facts.cc     all of it together
// What signing may change in a PDF are the keys in added.cc; everything else is a change.
#ifndef ZIPING_READER_PRIVATE_H
#define ZIPING_READER_PRIVATE_H

#include "reader/reader.h"

#ifdef __cplusplus
extern "C" {
#endif

// ---------------------------------------------------------------- xmp.c

// Empty where there is no XML; without network, entities or a DTD.
void reader_claims(zp_arena *arena, zp_text xmp, zp_pdf_claims *claims);

// ---------------------------------------------------------------- seal.c

// Looks into a CMS, which may have zeros behind it, over the bytes it was made of: fills signer,
// issuer, time, signing and `wrong`.
void reader_seal(zp_arena *arena, zp_text cms, zp_text signed_bytes, zp_pdf_signature *signature);

#ifdef __cplusplus
}
#endif
#endif
