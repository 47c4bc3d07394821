// Run by the build: writes the grey profile of the PDFs' output intents as a C array.
//
//   make_profile OUT.c
//
// Text is black on white, so that the curve between the two hardly matters: gamma 2.2 is what
// screens and office printers take grey for. The class is that of an output device, which PDF/A
// allows and PDF/X asks for. ICC version 2, which every reader knows, and which is small.
#include <lcms2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROOM = 4096, HEADER_DATE = 24, HEADER_DATE_SIZE = 12, HEADER_PLATFORM = 40 };

static const char description[] = "ziping Gray, gamma 2.2";
static const char copyright[] = "No copyright, use freely";

static int write_text(cmsHPROFILE profile, cmsTagSignature tag, const char *text) {
    cmsMLU *words = cmsMLUalloc(NULL, 1);
    int done = words != NULL && cmsMLUsetASCII(words, "en", "US", text) &&
               cmsWriteTag(profile, tag, words);
    cmsMLUfree(words);
    return done;
}

static cmsHPROFILE make_profile(void) {
    cmsToneCurve *curve = cmsBuildGamma(NULL, 2.2);
    cmsHPROFILE profile = curve != NULL ? cmsCreateGrayProfile(cmsD50_xyY(), curve) : NULL;
    cmsFreeToneCurve(curve);
    if (profile == NULL) {
        return NULL;
    }
    cmsSetProfileVersion(profile, 2.4);
    cmsSetDeviceClass(profile, cmsSigOutputClass);
    if (!write_text(profile, cmsSigProfileDescriptionTag, description) ||
        !write_text(profile, cmsSigCopyrightTag, copyright)) {
        cmsCloseProfile(profile);
        return NULL;
    }
    return profile;
}

// The library writes the clock and its platform, which are no business of a document.
static void settle_header(unsigned char *bytes) {
    static const unsigned char date[HEADER_DATE_SIZE] = {2024 >> 8, 2024 & 255, 0, 1, 0, 1};
    memcpy(bytes + HEADER_DATE, date, sizeof date);
    memset(bytes + HEADER_PLATFORM, 0, 4);
}

static int print_array(const char *path, const unsigned char *bytes, size_t size) {
    FILE *file = fopen(path, "w");
    if (file == NULL) {
        return 0;
    }
    fprintf(file, "#include \"pdf/private.h\"\n\nconst unsigned char pdf_grey_profile[] = {");
    for (size_t i = 0; i < size; i++) {
        fprintf(file, "%s%d,", i % 16 == 0 ? "\n    " : " ", bytes[i]);
    }
    fprintf(file, "\n};\nconst size_t pdf_grey_profile_size = sizeof pdf_grey_profile;\n");
    return fclose(file) == 0;
}

int main(int count, char **arguments) {
    unsigned char bytes[ROOM] = {0};
    cmsUInt32Number size = 0;
    cmsHPROFILE profile = count == 2 ? make_profile() : NULL;
    int done = profile != NULL && cmsSaveProfileToMem(profile, NULL, &size) && size <= ROOM &&
               cmsSaveProfileToMem(profile, bytes, &size);
    if (done) {
        settle_header(bytes);
        done = print_array(arguments[1], bytes, size);
    }
    if (profile != NULL) {
        cmsCloseProfile(profile);
    }
    return done ? EXIT_SUCCESS : EXIT_FAILURE;
}
